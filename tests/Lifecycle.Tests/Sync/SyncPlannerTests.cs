using System.Net;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Sync;
using RegistryJanitor.Lifecycle.Tests.Registries;
using RegistryJanitor.Lifecycle.Tests.Support;
using RegistryJanitor.Oci;
using static RegistryJanitor.Lifecycle.Tests.Registries.FakeRegistries;

namespace RegistryJanitor.Lifecycle.Tests.Sync;

public sealed class SyncPlannerTests : IDisposable
{
    private readonly FakeRegistries _fake = new();

    public void Dispose() => _fake.Dispose();

    [Fact]
    public async Task Of_5000_tags_only_the_selected_are_asked_for_after_one_listing()
    {
        for (var number = 0; number < 5000; number++)
            _fake.Put($"docker.io/library/alpine:3.{number / 10}.{number % 10}", $"{{\"n\":{number}}}");

        var plan = await PlanAsync(Entry("- {source: docker.io/library/alpine, tag_regex: '^3', keep_last: 3, target: registry:5000/alpine}"));

        Lists.Same(["3.499.9", "3.499.8", "3.499.7"], plan.Tags.Select(tag => tag.Tag.Value));
        Assert.All(plan.Tags, tag => Assert.IsType<PlannedTag.Copy>(tag));
        Assert.Equal(5, _fake.Requests.Count(request => request.Contains("/tags/list", StringComparison.Ordinal)));
        Assert.Equal(6, _fake.Requests.Count(request => request.StartsWith("HEAD ", StringComparison.Ordinal)));
        Assert.Equal(11, _fake.Requests.Count);
    }

    [Fact]
    public async Task A_tag_that_is_named_needs_no_listing()
    {
        _fake.Put("docker.io/library/alpine:3.21.3");

        var plan = await PlanAsync(Entry("- {source: alpine, tag: 3.21.3, target: registry:5000/alpine}"));

        Assert.IsType<PlannedTag.Copy>(Assert.Single(plan.Tags));
        Lists.Same(["HEAD registry:5000/v2/alpine/manifests/3.21.3", "HEAD registry-1.docker.io/v2/library/alpine/manifests/3.21.3"], _fake.Requests);
    }

    [Fact]
    public async Task Digests_decide_and_reasons_are_told()
    {
        _fake.Put("docker.io/library/x:1", "1");
        _fake.Put("docker.io/library/x:2", "2");
        _fake.Put("docker.io/library/x:3", "3");
        _fake.Put("registry:5000/x:2", "2");
        var there = _fake.Put("registry:5000/x:3", "other");

        var plan = await PlanAsync(Entry("- {source: x, tag_regex: '^.$', target: registry:5000/x}"));

        Lists.Same(["Copy 3 is another at the target, " + there, "Keep 2 is the same at both", "Copy 1 is not at the target"], plan.Tags.Select(Words));
    }

    [Fact]
    public async Task Without_check_digest_what_is_there_stays_and_the_source_is_not_even_asked()
    {
        _fake.Put("docker.io/library/x:1", "1");
        _fake.Put("registry:5000/x:1", "other");

        var plan = await PlanAsync(Entry("- {source: x, tag: '1', check_digest: false, target: registry:5000/x}"));

        Assert.Equal("Keep 1 is at the target, and check_digest is false", Words(Assert.Single(plan.Tags)));
        Lists.Same(["HEAD registry:5000/v2/x/manifests/1"], _fake.Requests);
    }

    [Fact]
    public async Task What_is_gone_at_the_source_is_told()
    {
        var plan = await PlanAsync(Entry("- {source: x, tag: '1', target: registry:5000/x}"));

        Assert.Equal("Fail 1 docker.io has no tag 1 of library/x; correct it in lifecycle.yaml", Words(Assert.Single(plan.Tags)));
    }

    [Fact]
    public async Task Signatures_of_what_is_selected_go_with_it_where_that_is_asked_for()
    {
        var digest = _fake.Put("registry.example.com/x:1", "1");
        foreach (var name in (string[])[$"sha256-{digest.Hex}.sig", $"sha256-{digest.Hex}", "sha256-" + new string('0', 64) + ".sig"])
            _fake.Put($"registry.example.com/x:{name}", name);

        var plan = await PlanAsync(Entry("- {source: registry.example.com/x, tag: '1', referrers: true, target: registry:5000/x}"));

        Lists.Same(["1", $"sha256-{digest.Hex}", $"sha256-{digest.Hex}.sig"], plan.Tags.Select(tag => tag.Tag.Value));
        Lists.Same([null, "1", "1"], plan.Tags.Cast<PlannedTag.Copy>().Select(tag => tag.About?.Value));
    }

    [Fact]
    public async Task A_target_that_does_not_answer_is_asked_for_one_tag_and_not_for_all()
    {
        for (var number = 0; number < 50; number++)
            _fake.Put($"docker.io/library/x:{number}");
        _fake.Instead = request => request.RequestUri!.Host is "registry" ? throw new HttpRequestException(HttpRequestError.ConnectionError) : null;

        var plan = await PlanAsync(Entry("- {source: x, tag_regex: '.', target: registry:5000/x}"), parallelism: 1);

        Assert.Equal(50, plan.Tags.Count);
        Assert.All(plan.Tags, tag => Assert.Equal("registry:5000 does not answer for tag 49 of x; look whether it is up and reached from here", Assert.IsType<PlannedTag.Fail>(tag).Reason));
        Assert.Equal(3, _fake.Requests.Count(request => request.StartsWith("HEAD registry:5000", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_limit_puts_an_entry_off()
    {
        _fake.Instead = _ => Answer(HttpStatusCode.TooManyRequests, "", ("Retry-After", "7200"));

        var plan = await PlanAsync(Entry("- {source: x, tag_regex: '.', target: registry:5000/x}"), clock: new FakeClock());

        Assert.Equal((true, FakeClock.Start.AddHours(2)), (plan.IsPutOff, plan.Until!.Value));
    }

    [Fact]
    public async Task One_entry_that_fails_stops_no_other_and_the_report_is_the_same_every_time()
    {
        _fake.Put("docker.io/library/b:1");
        var file = Given.File("sync:\n  entries:\n  - {source: a, tag_regex: '.', target: registry:5000/a}\n  - {source: b, tag_regex: '.', target: registry:5000/b}\n");
        var planner = Planner(new SyncState());

        var plans = await new SyncRun(file, 4).PlanAsync(planner.PlanAsync, default);

        Assert.Equal(
            $"""
            docker.io/library/a to registry:5000/a: failed: docker.io has no list of tags of library/a (repository name not known to registry); correct the name
            docker.io/library/b to registry:5000/b
              copy     1 {DigestOf("{}"u8.ToArray())}: is not at the target
            1 would be copied, 0 would stay; nothing was changed.
            """,
            string.Join('\n', SyncReport.Plan(plans)));
    }

    [Fact]
    public async Task Two_entries_never_write_the_same_tag()
    {
        _fake.Put("docker.io/library/a:1", "a");
        _fake.Put("docker.io/library/b:1", "b");
        var file = Given.File("""
            registry: {own_registries: [registry:5000, localhost:5000]}
            sync:
              entries:
              - {source: a, tag_regex: '.', target: registry:5000/x}
              - {source: a, tag: '1', target: registry:5000/x}
              - {source: b, tag: '1', target: localhost:5000/x}
            """);

        var plans = await new SyncRun(file, 1).PlanAsync(Planner(new SyncState()).PlanAsync, default);

        Lists.Same(
            ["Copy 1 is not at the target", "Keep 1 is copied by the entry docker.io/library/a to registry:5000/x",
             "Fail 1 registry:5000/x:1 is also the target of the entry docker.io/library/a to registry:5000/x, which comes first; give one of them another target"],
            plans.SelectMany(plan => plan.Tags).Select(Words));
    }

    [Fact]
    public async Task A_copy_of_some_platforms_is_known_by_its_record()
    {
        var source = _fake.Put("docker.io/library/x:1", "whole");
        var target = _fake.Put("registry:5000/x:1", "part");
        var entry = Entry("- {source: x, tag: '1', platforms: [linux/amd64], target: registry:5000/x}");
        var record = new TagRecord("1") { SourceDigest = source.ToString(), TargetDigest = target.ToString(), Platforms = "linux/amd64" };
        SyncState Known(TagRecord tag) => new() { Entries = [new SyncEntryRecord("docker.io/library/x", "registry:5000/x") { Tags = [tag] }] };

        Assert.IsType<PlannedTag.Keep>(Assert.Single((await Planner(Known(record)).PlanAsync(entry, default)).Tags));
        Assert.IsType<PlannedTag.Copy>(Assert.Single((await Planner(Known(record with { Platforms = "linux/arm64" })).PlanAsync(entry, default)).Tags));
        Assert.IsType<PlannedTag.Copy>(Assert.Single((await Planner(Known(record with { SourceDigest = target.ToString() })).PlanAsync(entry, default)).Tags));
    }

    private static SyncEntry Entry(string yaml) => Given.File($"sync:\n  entries:\n  {yaml}\n").Sync.Entries.Single();

    private static string Words(PlannedTag tag) => $"{tag.GetType().Name} {tag.Tag} {tag.Reason}";

    private SyncPlanner Planner(SyncState known, int parallelism = 4, TimeProvider? clock = null) => new(_fake.Client(clock), known, parallelism);

    private Task<EntryPlan> PlanAsync(SyncEntry entry, int parallelism = 4, TimeProvider? clock = null) => Planner(new SyncState(), parallelism, clock).PlanAsync(entry, default);
}
