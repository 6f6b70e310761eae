using System.Diagnostics.CodeAnalysis;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.GitMirror.Tests.Support;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Tests.Support;
using Read = RegistryJanitor.BuildRunner.Requests.BuildRequest;

namespace RegistryJanitor.Lifecycle.Tests.Builds;

/// <summary>Looks at real mirrors, and at a queue on the disk in which the test plays the runner.</summary>
public sealed class BuildLookTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly FakeClock _clock = new();
    private BuiltFrom _bases = BuiltFrom.Unknown;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_commit_is_asked_for_once_and_the_next_one_when_the_first_has_its_result()
    {
        var mirror = new UpstreamRepository(_folder["mirrors/app.git"]);
        var first = mirror.Git("rev-parse", "main");

        var one = await LookAsync();
        Assert.Equal((true, $"app-{first[..12]}", "waits"), (one.HasAsked, one.Id, one.Word));
        Assert.Equal(first, Assert.IsType<ContextSource.Mirror>(Request(one.Id!).Context).Commit);
        Assert.Equal((false, $"app-{first[..12]} waits"), await WhyAsync());

        var second = mirror.Commit("main", "second");
        Claim(one.Id!);
        Assert.Equal((false, $"app-{first[..12]} builds"), await WhyAsync());
        End(one.Id!, "failed");
        Assert.Equal($"lifecycle: the mirror app moved from {first[..12]} to {second[..12]}", Request((await LookAsync()).Id!).Reason);
        End($"app-{second[..12]}", "succeeded");
        Assert.Equal((false, $"{second[..12]} was asked for as app-{second[..12]}"), await WhyAsync());
        Assert.Empty(Requests());
    }

    [Fact]
    public async Task A_request_that_a_crash_left_unremembered_is_found_and_not_asked_for_again()
    {
        var mirror = new UpstreamRepository(_folder["mirrors/app.git"]);
        var id = (await LookAsync()).Id!;
        Move(_folder["data/app.json"], _folder["gone.json"]);
        End(id, "succeeded");

        var again = await LookAsync();

        Assert.Equal((false, id, "succeeded"), (again.HasAsked, again.Id, again.Word));
        Assert.Empty(Requests());
        // And it is remembered, also after build-runner has swept its results.
        Move(_folder[$"queue/results/{id}.json"], _folder["swept.json"]);
        Assert.Equal((false, id, "gone"), (await LookAsync()) is var swept ? (swept.HasAsked, swept.Id!, swept.Word) : default);
        Assert.Equal(mirror.Git("rev-parse", "main")[..12], id[4..]);
    }

    [Fact]
    public async Task What_an_image_is_built_from_is_written_down_and_a_crash_does_not_make_it_newer_than_it_was()
    {
        _ = new UpstreamRepository(_folder["mirrors/app.git"]);
        _bases = new BuiltFrom([new AskedBase("registry:5000/base:1", "sha256:then")]) { Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["org.opencontainers.image.base.name"] = "registry:5000/base:1" } };
        var records = new AskedBuilds(_folder["data"]);
        var id = (await LookAsync()).Id!;
        Assert.Equal("registry:5000/base:1", Request(id).Labels["org.opencontainers.image.base.name"]);
        Assert.Equal(_bases.Bases, records.Read("app")!.Bases);
        End(id, "succeeded");

        var before = records.Read("app")!;
        var again = await Look().AgainAsync(Given.Build(), "its base moved", CancellationToken.None);
        Assert.Equal((true, $"{id}-2", $"{id}-2, because its base moved"), (again.HasAsked, again.Id!, again.Why));
        Assert.False((await Look().AgainAsync(Given.Build(), "its base moved", CancellationToken.None)).HasAsked);
        // The record is lost, but for what was written before the request, and the base moves on.
        records.Write("app", before.Before($"{id}-2", _bases.Bases!));
        _bases = new BuiltFrom([new AskedBase("registry:5000/base:1", "sha256:now")]);
        Assert.False((await Look().AgainAsync(Given.Build(), "its base moved", CancellationToken.None)).HasAsked);

        Assert.Equal((($"{id}-2"), "sha256:then"), (records.Read("app")!.Id, records.Read("app")!.Bases![0].Digest));
        Assert.Null(records.Read("app")!.Next);
    }

    [Fact]
    public async Task A_branch_that_was_set_back_is_built_again_under_another_id()
    {
        var mirror = new UpstreamRepository(_folder["mirrors/app.git"]);
        var first = mirror.Git("rev-parse", "main");
        End((await LookAsync()).Id!, "succeeded");
        mirror.Commit("main", "second");
        End((await LookAsync()).Id!, "succeeded");

        mirror.Git("update-ref", "refs/heads/main", first);

        Assert.Equal($"app-{first[..12]}-2", (await LookAsync()).Id);
        Assert.Equal($"app-{first[..12]}-2", Request($"app-{first[..12]}-2").Id.Value);
    }

    [Fact]
    public async Task Somebody_who_wants_it_again_gets_a_new_request_each_time()
    {
        _ = new UpstreamRepository(_folder["mirrors/app.git"]);
        var id = (await LookAsync()).Id!;

        Assert.Equal($"{id}-2", (await LookAsync(forced: "app")).Id);
        Assert.Equal($"{id}-3", (await LookAsync(forced: "app")).Id);
        Assert.False((await LookAsync(forced: "other")).HasAsked);
        Assert.Equal([$"{id}-2.json", $"{id}-3.json", $"{id}.json"], Requests(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_dry_look_tells_what_it_would_do_and_writes_nothing()
    {
        var mirror = new UpstreamRepository(_folder["mirrors/app.git"]);

        var look = await LookAsync(isDry: true);

        var commit = mirror.Git("rev-parse", "main")[..12];
        Assert.Equal((true, $"app-{commit}, because the mirror app is at {commit}, and nothing was built of it", "not-asked"), (look.HasAsked, look.Why, look.Word));
        Assert.Equal(["mirrors"], _folder.Names);
    }

    [Fact]
    public async Task Packed_and_detached_branches_and_those_of_SHA_256_are_read_as_git_reads_them()
    {
        var mirror = new UpstreamRepository(_folder["mirrors/app.git"]);
        mirror.Git("pack-refs", "--all");
        Assert.Equal(mirror.Git("rev-parse", "main"), (await LookAsync(isDry: true)).Commit);
        mirror.Git("update-ref", "--no-deref", "HEAD", mirror.Commit("other", "else"));
        Assert.Equal(mirror.Git("rev-parse", "other"), (await LookAsync(isDry: true)).Commit);

        UpstreamRepository.In(_folder["mirrors/long.git"], "init", "--quiet", "--bare", "--initial-branch=main", "--object-format=sha256");
        var commit = UpstreamRepository.In(_folder["mirrors/long.git"], "commit-tree", UpstreamRepository.In(_folder["mirrors/long.git"], "mktree"), "-m", "first");
        UpstreamRepository.In(_folder["mirrors/long.git"], "update-ref", "refs/heads/main", commit);
        var asked = Assert.Single(await Look().RunAsync(Given.File("builds: [{ name: long, mirror: long, image: 'r:1/a' }]").Builds, isDry: false, forced: null, CancellationToken.None));
        Assert.Equal((64, commit), (commit.Length, Assert.IsType<ContextSource.Mirror>(Request(asked.Id!).Context).Commit));
    }

    [Fact]
    public async Task A_mirror_that_is_not_there_yet_is_no_trouble_and_one_that_cannot_be_read_is()
    {
        Assert.Equal((false, $"there is no mirror app in {_folder["mirrors"]} yet; git-mirror makes it in its first pass, if mirrors.yaml has it"), await WhyAsync());
        UpstreamRepository.In(_folder["mirrors/app.git"], "init", "--quiet", "--bare", "--initial-branch=main");
        Assert.Equal((false, "the mirror app has no commit on its default branch yet"), await WhyAsync());

        File.WriteAllText(_folder["mirrors/app.git/HEAD"], "nothing that git knows\n");

        var look = await LookAsync();
        Assert.True(look.Trouble);
        Assert.StartsWith($"git cannot read {_folder["mirrors/app.git"]}: fatal: not a git repository", look.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_told_and_nothing_is_asked_for()
    {
        _ = new UpstreamRepository(_folder["mirrors/app.git"]);
        Directory.CreateDirectory(_folder["data"]);
        foreach (var content in (string[])["{}", "half", "{\"schema\": 2, \"id\": \"a\", \"commit\": \"a\", \"definition\": \"a\", \"requested_at\": \"2026-11-22T05:00:00Z\", \"commits\": []}"])
        {
            File.WriteAllText(_folder["data/app.json"], content);

            var look = await LookAsync();

            Assert.True(look.Trouble);
            Assert.Contains(_folder["data/app.json"], look.Why, StringComparison.Ordinal);
            Assert.Contains("so that app is asked for anew", look.Why, StringComparison.Ordinal);
        }

        Assert.Empty(Requests());
    }

    [Fact]
    public async Task A_volume_that_cannot_be_written_is_told_and_the_request_is_not_remembered()
    {
        _ = new UpstreamRepository(_folder["mirrors/app.git"]);
        _folder.File("queue", "no directory");

        Assert.True((await LookAsync()).Trouble);
        Assert.False(File.Exists(_folder["data/app.json"]));
    }

    private BuildLook Look() => new(
        new MirrorHead(_folder["mirrors"], "git", TimeProvider.System).ReadAsync, new QueueFolder(_folder["queue"]), new AskedBuilds(_folder["data"]), (_, _, _, _) => Task.FromResult(_bases), _clock);

    private async Task<LookedAt> LookAsync(bool isDry = false, string? forced = null) => Assert.Single(await Look().RunAsync([Given.Build()], isDry, forced, CancellationToken.None));

    private async Task<(bool HasAsked, string Why)> WhyAsync()
    {
        var look = await LookAsync();
        Assert.False(look.Trouble);
        return (look.HasAsked, look.Why);
    }

    private string[] Requests() => Directory.Exists(_folder["queue/requests"]) ? [.. Directory.GetFiles(_folder["queue/requests"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)!] : [];

    private Read Request(string id) =>
        Assert.IsType<RequestReading.Valid>(RequestReader.Read(File.ReadAllBytes(_folder[$"queue/requests/{id}.json"]), BuildId.Read(id)!)).Request;

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Within a directory of this test.")]
    private static void Move(string from, string to) => File.Move(from, to);

    private void Claim(string id)
    {
        Directory.CreateDirectory(_folder["queue/claims"]);
        Move(_folder[$"queue/requests/{id}.json"], _folder[$"queue/claims/{id}.host.1.json"]);
    }

    private void End(string id, string status)
    {
        Directory.CreateDirectory(_folder["queue/results"]);
        File.WriteAllText(_folder[$"queue/results/{id}.json"], $$"""{"schema": 1, "status": "{{status}}"}""");
        foreach (var path in (string[])[_folder[$"queue/requests/{id}.json"], _folder[$"queue/claims/{id}.host.1.json"]])
        {
            if (File.Exists(path))
                Move(path, _folder[$"{Guid.NewGuid():N}"]);
        }
    }
}
