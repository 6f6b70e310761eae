using Microsoft.Extensions.Logging.Abstractions;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Commands;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Credentials;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Status;
using RegistryJanitor.Lifecycle.Status.Gathering;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Status.Support;

/// <summary>A machine on which everything has run for a while: files of sync, git-mirror and build-runner, and a janitor that says what it is told to.</summary>
internal sealed class StatusStage : IDisposable
{
    public const string Commit = "8f2c1e90b7aa4d53c6e1f0d29b8a7c6e5f4d3c2b";
    public const string Configuration = """
        sync:
          entries:
            - source: docker.io/library/alpine
              tag_regex: '^3\.\d+\.\d+$'
              target: registry:5000/mirrors/alpine
              lifecycle: { product: alpine, extract: minor }
            - source: docker.io/library/debian
              tag: bookworm-slim
              target: registry:5000/mirrors/debian
              lifecycle: { product: debian, extract: major }
            - source: docker.io/library/busybox
              tag: '1.37'
              target: registry:5000/mirrors/busybox
        build: { core_version: 1.0.0, registry: 'registry:5000/bases' }
        images:
          - { name: alpine, folder: images/alpine, type: core, mirror_image: 'registry:5000/mirrors/alpine', mirror_tag: 3.23.2, version: 3.23.2 }
          - { name: tools, folder: images/tools, type: spe, mirror_image: 'registry:5000/mirrors/alpine', version: 2.1.0 }
          - { name: workbench, folder: images/workbench, type: spe-dev, mirror_image: 'registry:5000/mirrors/alpine', mirror_tag: 3.23.2, version: 1.0.0 }
        builds:
          - { name: app, mirror: app, image: 'registry:5000/mirrors/app' }
        lifecycle:
          eol_provider: local
          overrides:
            - { product: alpine, cycle: '3.23', eol: 2027-11-01 }
            - { product: alpine, cycle: '3.22', eol: 2027-01-15 }
            - { product: alpine, cycle: '3.21', eol: 2026-12-01 }
            - { product: alpine, cycle: '3.20', eol: 2026-04-01 }
            - { product: debian, cycle: '12', eol: 2028-06-30 }
        status:
          client_zone: |
            The pipeline runs daily at 06:00 UTC.
            Ask in `#platform-images`.
        """;

    private readonly Folder _folder = new();

    public StatusStage(string configuration = Configuration)
    {
        var reading = LifecycleFileReader.Parse(_folder["lifecycle.yaml"], configuration, Given.Environment);
        Assert.Empty(reading.Mistakes);
        File = reading.File;
        Settings = new LifecycleSettings { Configuration = _folder["lifecycle.yaml"], DataDirectory = _folder["data"], BuildDirectory = _folder["queue"], MirrorsDirectory = _folder["mirrors"] };
    }

    public FakeClock Clock { get; } = new();

    public LifecycleFile File { get; }

    public LifecycleSettings Settings { get; set; }

    public JanitorReading Janitor { get; set; } = new JanitorReading.Told(new JanitorStatus(true, "the last pass succeeded")
    {
        LastPass = new JanitorPass(At(20, 9), true, 0, 0),
        LastReclaim = new JanitorPass(At(19, 4), true, 12, 3_435_973_836),
        Next = new JanitorPlan(At(20, 9), [new("team/app", "v1", "beyond the newest 3"), new("team/app", "v2", "beyond the newest 3")], 2, 734_003_200),
        FreeBytes = 214_748_364_800,
        SizeBytes = 536_870_912_000,
    });

    public string Out { get; private set; } = "";

    public string Err { get; private set; } = "";

    public string this[string path] => _folder[path];

    public static DateTimeOffset At(int day, int hour) => new(2026, 11, day, hour, 30, 0, TimeSpan.Zero);

    public static string Digest(char digit) => $"sha256:{new string(digit, 64)}";

    /// <summary>All of it. The order in which files come into being is that of the seed, and so is the order within them where it means nothing.</summary>
    public StatusStage Filled(int seed = 0)
    {
        var random = new Random(seed);
        SyncEntryRecord[] entries =
        [
            Entry("alpine", [Tag("3.23.2", 'a', 14), Tag("3.22.3", 'b', 12), Tag("3.21.5", 'c', 11), Tag("3.20.8", 'd', 1)]),
            Entry("debian", [Tag("bookworm-slim", 'e', 17)]),
            Entry("busybox", [Tag("1.37", 'f', 2) with { Result = "failed", Sentence = "docker.io is away; the next run tries again", CreatedAt = null }]),
        ];
        random.Shuffle(entries);
        Action[] steps =
        [
            () => SyncStateFile.Write(Settings.DataDirectory, new SyncState { Entries = [.. entries.Select(entry => entry with { Tags = [.. entry.Tags.OrderBy(_ => random.Next())] })] }),
            () => Asked("alpine", "registry:5000/bases/alpine:3.23.2-core1.0.0", new string('1', 64), Digest('9')),
            () => Asked("tools", "registry:5000/bases/tools:2.1.0-core1.0.0", new string('2', 64), Digest('a')),
            () => new AskedBuilds(_folder["data/builds"]).Write("app", new AskedBuild($"app-{Commit[..12]}", Commit, "0", At(20, 7), [new AskedCommit(Commit, 1)])),
            () => Result("alpine-111111111111", "succeeded", "registry:5000/bases/alpine", "3.23.2-core1.0.0", At(18, 6), '7'),
            () => Result("tools-222222222222", "failed", "registry:5000/bases/tools", null, At(19, 6), null, "The Dockerfile ended with exit code 2 in its RUN at line 7; correct it"),
            () => Result($"app-{Commit[..12]}", "succeeded", "registry:5000/mirrors/app", "latest", At(20, 7), '8', commit: Commit),
            () => Write("queue/requests/next-1.json", "{}"),
            () => Write("queue/claims/now-1.r1.1.json", "{}"),
            () => Mirror("app", "changed", Commit),
            () => Mirror("library", "failed", Commit, ("the upstream wants credentials", "Name them in MIRROR_CREDENTIALS_FILE")),
            () => Write("mirrors/odd.state.json", "{ \"schema\": 7 }"),
        ];
        random.Shuffle(steps);
        foreach (var step in steps)
            step();
        return this;
    }

    public void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
        _folder.File(path, content);
    }

    public void Mirror(string name, string outcome, string? commit, (string Cause, string Cure)? fault = null) => Write($"mirrors/{name}.state.json", $$"""
        { "schema": 1, "mirror": {{Text(name)}}, "upstream": {{Text($"https://git.example.org/team/{name}.git")}}, "outcome": {{Text(outcome)}}, "new": {{Text(commit)}},
          "fault": {{(fault is { } why ? $$"""{ "code": "x", "cause": {{Text(why.Cause)}}, "cure": {{Text(why.Cure)}} }""" : "null")}},
          "changed_at": "2026-11-19T08:15:00Z", "succeeded_at": "2026-11-20T09:59:00Z", "tried_at": "2026-11-20T09:59:00Z" }
        """);

    public void Result(string id, string status, string image, string? tag, DateTimeOffset ended, char? digest, string? error = null, string? commit = null) => Write($"queue/results/{id}.json", $$"""
        { "schema": 1, "id": {{Text(id)}}, "image": {{Text(image)}}, "status": {{Text(status)}}, "error": {{Text(error)}}, "commit": {{Text(commit)}},
          "pushed": [{{(tag is null ? "" : $$"""{ "reference": {{Text($"{image}:{tag}")}}, "digest": {{Text(Digest(digest!.Value))}}, "verified": true }""")}}],
          "runner": "r1", "started_at": {{Text(ended.AddMinutes(-3).ToString("O"))}}, "ended_at": {{Text(ended.ToString("O"))}} }
        """);

    public Task<StatusReport> GatherAsync() => new StatusGathering(Settings, "0.1.0", _ => Task.FromResult(Janitor), Clock).GatherAsync(File, default);

    public async Task<ExitCode> RunAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await StatusCommand.RunAsync(new CommandContext(Settings, File, CredentialBook.Empty, Clock, NullLoggerFactory.Instance) { Version = "0.1.0", Output = output, Error = error }, words);
        (Out, Err) = (output.ToString(), error.ToString().Replace(_folder.Path, "FOLDER", StringComparison.Ordinal));
        return code;
    }

    public void Dispose() => _folder.Dispose();

    private static SyncEntryRecord Entry(string name, TagRecord[] tags) =>
        new($"docker.io/library/{name}", $"registry:5000/mirrors/{name}") { Result = tags.Any(tag => tag.Result is "failed") ? "failed" : "ok", At = At(20, 6), Tags = tags };

    private static TagRecord Tag(string tag, char digit, int day) =>
        new(tag) { Result = "kept", SourceDigest = Digest(digit), TargetDigest = Digest(digit), CreatedAt = At(day, 3), CreatedOf = Digest(digit), CheckedAt = At(20, 6) };

    private static string Text(string? text) => text is null ? "null" : $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";

    private void Asked(string name, string image, string fingerprint, string from)
    {
        var entry = File.Images.First(one => one.Name.Equals(name, StringComparison.Ordinal));
        var asked = new AskedBuild($"{name}-{fingerprint[..12]}", fingerprint, fingerprint, At(18, 6), [new AskedCommit(fingerprint, 1)]) { Base = from };
        new AskedBuilds(_folder["data/images"]).Write(ImageRequest.Record(entry, ImageReference.Read(image).Image!), asked);
    }
}
