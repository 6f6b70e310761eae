using System.Net;
using RegistryJanitor.Lifecycle.Cleanup;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Tests.Registries;
using RegistryJanitor.Lifecycle.Tests.Support;
using RegistryJanitor.Oci;
using static RegistryJanitor.Lifecycle.Tests.Registries.FakeRegistries;

namespace RegistryJanitor.Lifecycle.Tests.Cleanup;

public sealed class CleanupApplyTests : IDisposable
{
    private static readonly RetentionSection s_one = new() { KeepLast = 1, MaxAgeDays = 30, MaxDeletePercent = 100 };
    private static readonly CleanupTarget s_target = new(Image("r.example.com/x"));

    private readonly MemoryRegistry _registry = new();
    private readonly List<RemovedTagRecord> _remembered = [];

    public void Dispose() => _registry.Dispose();

    [Fact]
    public async Task What_goes_goes_oldest_first_its_signatures_before_it_and_the_rest_is_as_it_was()
    {
        var oldest = _registry.Put("1", 300);
        var old = _registry.Put("2", 200);
        _registry.Put("3", 10);
        _registry.Put("3-again", 10);
        var signature = _registry.PutManifest($"sha256-{old.Hex}.sig", """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2},"layers":[]}""");

        var outcome = await ApplyAsync(await PlanAsync());

        Assert.Null(outcome.Sentence);
        Assert.Equal("3 3-again", _registry.Tags);
        Lists.Same(new[] { oldest, signature, old }.Select(digest => $"DELETE r.example.com/v2/x/manifests/{digest}"), _registry.Deleted);
        Lists.Same(["1", $"sha256-{old.Hex}.sig", "2"], _remembered.Select(removed => removed.Tag));
        Assert.Equal(oldest.ToString(), _remembered[0].Digest);
    }

    [Fact]
    public async Task An_index_is_as_old_as_its_newest_child_and_its_children_stay_with_it()
    {
        var (young, old) = (_registry.Put("amd64", 10), _registry.Put("arm64", 200));
        _registry.PutIndex("1", young, old);
        _registry.Put("0", 300);

        var plan = await PlanAsync();

        Assert.Equal("0", Shelf.Going(plan));
        Assert.Equal(Shelf.Now.AddDays(-10), plan.Verdicts.Single(verdict => verdict.Seen.Tag == Tag.Parse("1")).Seen.Content.Created);
        Assert.Equal("is a part of 1, which stays", Shelf.ReasonOf(plan, "arm64"));
        await ApplyAsync(plan);
        Assert.Equal("1 amd64 arm64", _registry.Tags);
    }

    [Theory]
    [InlineData("1", "1 has moved")]
    [InlineData("3", "3 is")]
    [InlineData("4", "4 was pushed since")]
    public async Task A_tag_that_moved_or_came_between_plan_and_deletion_survives_and_nothing_more_goes(string moved, string why)
    {
        _registry.Put("1", 300);
        _registry.Put("2", 200);
        _registry.Put("3", 10);
        var plan = await PlanAsync();
        if (moved is "1")
        {
            // After the look at all, before the last one at this tag.
            var heads = 0;
            _registry.Before = request =>
            {
                if (request is "HEAD 1" && ++heads == 2)
                    _registry.Put("1", 1);
            };
        }
        else
        {
            _registry.Put(moved, 1);
        }

        var outcome = await ApplyAsync(plan);

        Assert.Contains(why, outcome.Sentence, StringComparison.Ordinal);
        Assert.Empty(_registry.Deleted);
        Assert.False(outcome.IsLoss);
        Assert.Contains(moved, _registry.Tags.Split(' '), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_lost_tag_is_told_and_stops_everything()
    {
        _registry.Put("1", 300);
        _registry.Put("2", 200);
        var kept = _registry.Put("3", 10);
        var plan = await PlanAsync();
        _registry.AfterDelete = () => _registry.Untag("3");

        var outcomes = await Apply().RunAsync([plan, plan], default);

        Assert.True(outcomes[0].IsLoss);
        Assert.StartsWith("LOST: r.example.com/x:3 was to stay and is gone after ", outcomes[0].Sentence, StringComparison.Ordinal);
        Assert.Contains(kept.ToString(), outcomes[0].Sentence, StringComparison.Ordinal);
        Assert.Contains("was not begun", outcomes[1].Sentence, StringComparison.Ordinal);
        Assert.Single(_registry.Deleted);
        Assert.Equal("failed", outcomes[0].Record.Result);
        Assert.Equal("1", Assert.Single(_remembered).Tag);
    }

    [Fact]
    public async Task A_registry_that_does_not_delete_is_told_with_the_cure()
    {
        _registry.Put("1", 300);
        _registry.Put("2", 10);
        _registry.Deletes = false;

        var outcome = await ApplyAsync(await PlanAsync());

        Assert.Contains("REGISTRY_STORAGE_DELETE_ENABLED=true", outcome.Sentence, StringComparison.Ordinal);
        Assert.Single(_registry.Deleted);
        Assert.Empty(_remembered);
        Assert.Equal("1 2", _registry.Tags);
    }

    [Fact]
    public async Task What_was_deleted_although_the_answer_says_otherwise_is_remembered()
    {
        _registry.Put("1", 300);
        _registry.Put("2", 10);
        _registry.BreaksOff = true;

        Assert.Null((await ApplyAsync(await PlanAsync())).Sentence);

        Assert.Equal("1", Assert.Single(_remembered).Tag);
        Assert.Equal("2", _registry.Tags);
    }

    [Fact]
    public async Task A_manifest_that_cannot_be_read_is_kept_and_told_and_one_that_may_have_parts_keeps_everything()
    {
        var torn = _registry.Put("torn", 299);
        _registry.Put("1", 300);
        _registry.Put("2", 10);
        Instead(torn, MediaType.OciManifest);

        var plan = await PlanAsync();

        Assert.Null(plan.Fault);
        Assert.Equal("1", Shelf.Going(plan));
        Assert.StartsWith("cannot be read: ", Shelf.ReasonOf(plan, "torn"), StringComparison.Ordinal);

        Instead(torn, MediaType.OciIndex);
        Assert.Contains("what torn consists of cannot be read", (await PlanAsync()).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_breaks_off_or_repeats_itself_and_a_tag_that_fails_make_nothing_go()
    {
        _registry.Put("1", 300);
        _registry.Put("2", 10);
        var whole = _registry.Fake.Instead;

        _registry.Fake.Instead = request => request.RequestUri!.AbsolutePath.EndsWith("/tags/list", StringComparison.Ordinal)
            ? request.RequestUri.Query.Contains("last", StringComparison.Ordinal)
                ? Answer(HttpStatusCode.InternalServerError)
                : Answer(HttpStatusCode.OK, """{"tags":["1","2"]}""", ("Link", "</v2/x/tags/list?last=2>; rel=\"next\""))
            : whole(request);
        Assert.Contains("500", (await PlanAsync()).Fault, StringComparison.Ordinal);

        _registry.Fake.Instead = request => request.RequestUri!.AbsolutePath.EndsWith("/tags/list", StringComparison.Ordinal) ? Answer(HttpStatusCode.OK, """{"tags":["1","2","1"]}""") : whole(request);
        Assert.Contains("twice", (await PlanAsync()).Fault, StringComparison.Ordinal);

        _registry.Fake.Instead = request => request.RequestUri!.AbsolutePath.EndsWith("/manifests/2", StringComparison.Ordinal) ? Answer(HttpStatusCode.InternalServerError) : whole(request);
        Assert.Contains("500", (await PlanAsync()).Fault, StringComparison.Ordinal);
        Assert.Empty((await PlanAsync()).Going);
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("1980-01-01T00:00:00Z")]
    [InlineData("yesterday")]
    public void Times_before_there_were_images_are_no_ages(string created) =>
        Assert.Null(ConfigurationReading.OfConfiguration(System.Text.Encoding.UTF8.GetBytes($$"""{"created":"{{created}}"}""")).Created);

    [Fact]
    public void Labels_say_what_an_image_is_built_from()
    {
        var (created, built) = ConfigurationReading.OfConfiguration(
            """{"created":"2026-11-01T10:00:00.123456789+02:00","config":{"Labels":{"org.opencontainers.image.base.name":"alpine","org.opencontainers.image.base.digest":"no"}}}"""u8.ToArray());

        Assert.Equal(new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero), created!.Value.AddTicks(-(created.Value.Ticks % TimeSpan.TicksPerSecond)));
        Assert.Equal(new ImageBase(Image("docker.io/library/alpine:latest"), null), built);
        Assert.Equal((null, null), ConfigurationReading.OfConfiguration("[]"u8.ToArray()));
    }

    private void Instead(Digest torn, MediaType type)
    {
        var whole = _registry.Fake.Instead;
        _registry.Fake.Instead = request =>
        {
            var path = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath);
            if (path.EndsWith("/manifests/torn", StringComparison.Ordinal))
                return Answer(HttpStatusCode.OK, "", ("Docker-Content-Digest", torn.ToString()), ("Content-Type", type.Value));
            return path.EndsWith(torn.ToString(), StringComparison.Ordinal) ? Answer(HttpStatusCode.InternalServerError) : whole(request);
        };
    }

    private RegistryClient Client() => _registry.Fake.Client();

    private async Task<RepositoryPlan> PlanAsync()
    {
        var seen = await new RepositoryInspector(Client(), 4).ReadAsync(s_target, default);
        return Assert.Single(new CleanupPlanner(s_one, Shelf.Rules(s_one), RegistrySection.Default).Plan([seen], [], null, Shelf.Now));
    }

    private CleanupApply Apply() => new(Client(), 4, TimeProvider.System, _remembered.Add);

    private async Task<CleanupOutcome> ApplyAsync(RepositoryPlan plan) => Assert.Single(await Apply().RunAsync([plan], default));
}
