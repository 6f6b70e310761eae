using System.Globalization;
using RegistryJanitor.GitMirror.Tests.Support;
using RegistryJanitor.Integration.Tests.Builds;

namespace RegistryJanitor.Integration.Tests.Lifecycle;

/// <summary>A base that moves at a real registry, with the published daemon, build-runner and the real buildah.</summary>
public sealed class RebuildTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly string[] s_images = ["left", "right", "leaf"];

    private QueueStage _queue = null!;

    public async Task InitializeAsync()
    {
        _queue = await QueueStage.SetAsync();
        _queue.Settings["BUILD_ENGINE"] = "buildah";
        _queue.Settings["BUILD_BUILDAH_BIN"] = Tools.Buildah;
        _queue.Settings["BUILD_MIRRORS_DIR"] = _queue.Folder["mirrors"];
        Directory.CreateDirectory(_queue.Folder["home"]);
    }

    public async Task DisposeAsync()
    {
        output.WriteLine($"the registry's log:\n{_queue.Registry.Log}");
        await _queue.DisposeAsync();
    }

    [ToolFact("TEST_BUILDAH")]
    public async Task A_base_that_moves_is_three_rebuilds_each_once_and_the_last_on_the_new_ones()
    {
        Mirror("left", $"FROM {_queue.Address}/base:1\nLABEL which=left\n");
        Mirror("right", $"FROM {_queue.Address}/base:1\nLABEL which=right\n");
        Mirror("leaf", $"FROM {_queue.Address}/left AS left\nFROM {_queue.Address}/right\nCOPY --from=left / /left\n");
        await PushAsync("the base");
        await using var runner = _queue.Runner();
        // What it stands on first, so that each finds it.
        foreach (var count in (int[])[2, 3])
        {
            Write(s_images[..count]);
            (await StartedProgram.RunAsync([.. Tools.Lifecycle, "builds"], Environment, _queue.Folder.Root)).Expect(0);
            await EndedAsync(runner);
        }

        var built = QueueStage.Names(_queue.Layout.Results).ToHashSet(StringComparer.Ordinal);
        await using var daemon = StartedProgram.Start([.. Tools.Lifecycle, "daemon"], Environment, _queue.Folder.Root);
        await PushAsync("the base, mended");
        await daemon.SaysAsync("leaf: asked for", TimeSpan.FromMinutes(2));
        await EndedAsync(runner);
        // Some more looks ask for nothing.
        (await StartedProgram.RunAsync([.. Tools.Lifecycle, "rebuild", $"{_queue.Address}/base", "--recurse", "--dry-run"], Environment, _queue.Folder.Root)).Expect(0, "wave 1: left\nwave 1: right\nwave 2: leaf\n");
        daemon.Signal(StartedProgram.SigTerm);
        output.WriteLine((await daemon.ExitAsync()).Expect(0).ToString());
        runner.Signal(StartedProgram.SigTerm);
        (await runner.ExitAsync()).Expect(0);

        var again = QueueStage.Names(_queue.Layout.Results).Where(name => !built.Contains(name)).ToList();
        Assert.Equal(s_images.Order(StringComparer.Ordinal), again.Select(name => name[..name.IndexOf('-', StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
        using var tags = new TagReader(_queue.Address);
        var leaf = await PulledAsync("leaf");
        Assert.Equal(await tags.DigestAsync("right", "latest"), leaf.Label("org.opencontainers.image.base.digest"));
        Assert.Equal(await tags.DigestAsync("base", "1"), (await PulledAsync("left")).Label("org.opencontainers.image.base.digest"));
    }

    private Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["HOME"] = _queue.Folder["home"],
        ["DOTNET_CLI_HOME"] = _queue.Folder["home"],
        ["LIFECYCLE_CONFIG"] = _queue.Folder["lifecycle.yaml"],
        ["LIFECYCLE_DATA_DIR"] = _queue.Folder["data"],
        ["LIFECYCLE_BUILD_DIR"] = _queue.Layout.Root,
        ["LIFECYCLE_MIRRORS_DIR"] = _queue.Folder["mirrors"],
        ["LIFECYCLE_HEALTH_FILE"] = _queue.Folder["health.json"],
        ["LIFECYCLE_INTERVAL_SECS"] = "1",
    };

    private void Write(IEnumerable<string> images) => File.WriteAllText(_queue.Folder["lifecycle.yaml"], $$"""
        rebuild: { settle_secs: 0, cooldown_secs: 0 }
        builds: [{{string.Join(", ", images.Select(image => $"{{ name: {image}, mirror: {image}, image: '{_queue.Address}/{image}', tags: [latest] }}"))}}]
        """);

    private void Mirror(string name, string dockerfile) => new UpstreamRepository(_queue.Folder[$"mirrors/{name}.git"]).Write("main", ("Dockerfile", dockerfile));

    private async Task PushAsync(string words) => await _queue.Registry.Client.PushAsync(Sample.For("amd64", words), "base", "1");

    /// <summary>Waits until nothing that was asked for is unfinished.</summary>
    private async Task EndedAsync(StartedProgram runner)
    {
        foreach (var id in QueueStage.Names(_queue.Layout.Requests).Concat(QueueStage.Names(_queue.Layout.Claims)).Select(name => name[..name.IndexOf('.', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal))
            await _queue.EndsAsync(id, runner);
    }

    private async Task<PulledImage> PulledAsync(string image)
    {
        var into = Directory.CreateDirectory(_queue.Folder[string.Create(CultureInfo.InvariantCulture, $"pulled-{Guid.NewGuid():N}")]).FullName;
        (await StartedProgram.RunAsync(
            [Tools.Skopeo, "--insecure-policy", "copy", "--src-tls-verify=false", $"docker://{_queue.Address}/{image}:latest", $"dir:{into}"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = _queue.Folder["home"] })).Expect(0);
        return await PulledImage.ReadAsync(into);
    }
}
