using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Tests.Support;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.Rebuilding;
using RegistryJanitor.Lifecycle.Rebuilding.Facts;
using RegistryJanitor.Lifecycle.Rebuilding.Looking;
using RegistryJanitor.Lifecycle.Scheduling;
using RegistryJanitor.Lifecycle.Tests.Dependencies;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Scheduling;

public sealed class LifecyclePassTests : IDisposable
{
    private const string One = "builds: [{ name: app, mirror: app, image: 'r:1/app' }]";

    private readonly Folder _folder = new();
    private readonly KeptLog<LifecyclePass> _log = new();
    private readonly LifecycleTally _tally = new();
    private string _yaml = One;
    private IReadOnlyList<ImageOutcome> _joined = [];
    private Func<Task<IReadOnlyList<RebuiltImage>>> _rebuilt = () => Task.FromResult<IReadOnlyList<RebuiltImage>>([]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_new_is_told_once()
    {
        var pass = Pass();

        Assert.IsType<PassResult.Succeeded>(await pass.RunAsync(CancellationToken.None));
        await pass.RunAsync(CancellationToken.None);
        Assert.Equal([5205], _log.Ids);
        _ = new UpstreamRepository(_folder["mirrors/app.git"]);
        await pass.RunAsync(CancellationToken.None);
        await pass.RunAsync(CancellationToken.None);

        Assert.Equal([5205, 5202], _log.Ids);
        Assert.Equal((1, 1), (Value("lifecycle_build_requests"), Value("lifecycle_builds")));
        Assert.Equal("waits", Assert.Single(Metric("lifecycle_build_state").Samples).Labels[1].Value);
    }

    [Fact]
    public async Task An_entry_that_is_added_is_built_without_a_restart()
    {
        _ = new UpstreamRepository(_folder["mirrors/app.git"]);
        var pass = Pass();
        await pass.RunAsync(CancellationToken.None);
        _yaml = "builds: [{ name: app, mirror: app, image: 'r:1/app' }, { name: b, mirror: app, image: 'r:1/b' }]";

        Assert.IsType<PassResult.Succeeded>(await pass.RunAsync(CancellationToken.None));

        Assert.Equal([5202, 5207, 5202], _log.Ids);
        Assert.Equal(2, Directory.GetFiles(_folder["queue/requests"]).Length);
    }

    [Fact]
    public async Task A_file_that_became_mistaken_is_told_once_and_what_it_said_before_holds()
    {
        var mirror = new UpstreamRepository(_folder["mirrors/app.git"]);
        var pass = Pass();
        _yaml = "builds: [{ name: app }]";

        var failed = Assert.IsType<PassResult.Failed>(await pass.RunAsync(CancellationToken.None));
        await pass.RunAsync(CancellationToken.None);

        Assert.True(failed.IsPartial);
        Assert.StartsWith("l.yaml has mistakes, and what it said before holds: l.yaml:1:10: builds[0] has no ", failed.Sentence, StringComparison.Ordinal);
        Assert.Equal(2, _log.Events.Count(told => told.Id == 5206));
        Assert.True(File.Exists(_folder[$"queue/requests/app-{mirror.Git("rev-parse", "main")[..12]}.json"]));
    }

    [Fact]
    public async Task A_volume_that_is_away_is_a_pass_that_failed()
    {
        _ = new UpstreamRepository(_folder["mirrors/app.git"]);
        _folder.File("queue", "no directory");

        Assert.False(Assert.IsType<PassResult.Failed>(await Pass().RunAsync(CancellationToken.None)).IsPartial);
    }

    [Fact]
    public async Task A_build_that_failed_is_a_warning_with_its_id()
    {
        _ = new UpstreamRepository(_folder["mirrors/app.git"]);
        var pass = Pass();
        await pass.RunAsync(CancellationToken.None);
        var id = Path.GetFileName(Assert.Single(Directory.GetFiles(_folder["queue/requests"])));
        Directory.CreateDirectory(_folder["queue/results"]);
        File.WriteAllText(_folder[$"queue/results/{id}"], """{"status": "failed"}""");

        await pass.RunAsync(CancellationToken.None);

        var (_, level, message, _) = _log.Events.Last();
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains($"app: {id[..^5]} failed; make builds says why, make build-log ID={id[..^5]}", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Platforms_that_are_joined_are_told_and_what_cannot_be_joined_is_a_trouble_of_one()
    {
        _yaml = "{}";
        _joined = [new ImageOutcome("app", "app:1 is joined", IsTrouble: false), new ImageOutcome("b", "the registry is away", IsTrouble: true)];

        var failed = Assert.IsType<PassResult.Failed>(await Pass().RunAsync(CancellationToken.None));

        Assert.Equal(("b: the registry is away", true), (failed.Sentence, failed.IsPartial));
        Assert.Equal("app:1 is joined.", Assert.Single(_log.Events, told => told.Id == 5213).Message);
    }

    [Fact]
    public async Task A_schedule_that_cannot_be_kept_is_a_failure_of_all_with_its_cure()
    {
        _yaml = "{ builds: [{ name: app, mirror: app, image: 'r:1/app' }], schedule: { sync: '0 6 * * *' } }";
        Directory.CreateDirectory(_folder["data"]);
        _folder.File("data/state", "no directory");

        var failed = Assert.IsType<PassResult.Failed>(await Pass().RunAsync(CancellationToken.None));

        Assert.False(failed.IsPartial);
        Assert.StartsWith("nothing of the section schedule is begun: ", failed.Sentence, StringComparison.Ordinal);
        Assert.Contains(_folder["data/state"], failed.Sentence, StringComparison.Ordinal);
        Assert.EndsWith("let lifecycle write LIFECYCLE_DATA_DIR", failed.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_decided_about_bases_is_told_once_and_counted()
    {
        _yaml = "{}";
        var image = Drawn.Graph("app: base").Images[0];
        var decision = new RebuildDecision.Below(image, "base-1 failed");
        _rebuilt = () => Task.FromResult<IReadOnlyList<RebuiltImage>>([new RebuiltImage(image, decision, HasAsked: false, decision.Sentence, IsTrouble: false, new ImageProgress.Built())]);
        var pass = Pass();

        await pass.RunAsync(CancellationToken.None);
        await pass.RunAsync(CancellationToken.None);
        var build = new RebuildDecision.Build([]);
        _rebuilt = () => Task.FromResult<IReadOnlyList<RebuiltImage>>([new RebuiltImage(image, build, HasAsked: true, "app-1-2, because somebody wants it", IsTrouble: false, new ImageProgress.Built())]);
        await pass.RunAsync(CancellationToken.None);

        Assert.Equal([5232, 5230], _log.Ids);
        Assert.Equal(1, Value("lifecycle_rebuild_requests"));
        Assert.Equal("build", Assert.Single(Metric("lifecycle_rebuilds").Samples).Labels[0].Value);
        _rebuilt = () => throw new IOException("bases.json cannot be read.");
        Assert.Equal("what images are built from cannot be looked at: bases.json cannot be read", Assert.IsType<PassResult.Failed>(await pass.RunAsync(CancellationToken.None)).Sentence);
    }

    private LifecyclePass Pass() => new(
        Given.File(_yaml),
        () => Given.Reading(_yaml),
        _ => new BuildLook(new MirrorHead(_folder["mirrors"], "git", TimeProvider.System).ReadAsync, new QueueFolder(_folder["queue"]), new AskedBuilds(_folder["data"]), (_, _, _, _) => Task.FromResult(BuiltFrom.Unknown), new FakeClock()),
        (_, _) => Task.FromResult(_joined),
        (_, _, _) => _rebuilt(),
        new ScheduledRuns(_folder["data"], (_, _, _, _, _) => throw new InvalidOperationException("nothing is on the schedule"), _tally, new FakeClock(), _log),
        _tally,
        _log);

    private RegistryJanitor.Daemon.Metrics.Metric Metric(string name) => _tally.Metrics().Single(metric => metric.Name.Equals(name, StringComparison.Ordinal));

    private double Value(string name) => Assert.Single(Metric(name).Samples).Value;
}
