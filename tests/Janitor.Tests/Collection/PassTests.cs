using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

[Collection(OneAtATime.Collection)]
public sealed class PassTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly StagedPass _pass;

    public PassTests() => _pass = new StagedPass(_store);

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task What_policy_keeps_can_be_pulled_and_the_rest_is_gone()
    {
        Scene.Stage(_store);

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Scene.AssertKept(_store, "after the pass");
        Assert.Equal(
            ["one/tag: only", "team/app: sha256-*.sig v3 v4", "team/app/cache: c2 c3"],
            StoreScanner.Scan(_store.Layout, 1, default).Repositories.Select(repository =>
                $"{repository.Name}: {string.Join(' ', repository.Tags.Select(tag => tag.Tag.Value.Length > 60 ? "sha256-*.sig" : tag.Tag.Value).Order(StringComparer.Ordinal))}").ToArray());
        Assert.Equal($"garbage-collect --dry-run {_pass.ConfigurationFile}", _pass.LastCollection);
        Assert.Empty(Directory.GetFileSystemEntries(_store.Layout.Trash));
    }

    [Fact]
    public async Task Of_the_manifests_only_those_that_nothing_leads_to_go()
    {
        Scene.Stage(_store);
        var before = Revisions(Scene.App);

        await _pass.RunAsync();

        // Gone: index v1, its own platform, the signature of that, v2, and the old untagged one.
        Assert.Equal((12, 5), (before.Count, before.Except(Revisions(Scene.App)).Count()));
    }

    [Fact]
    public async Task A_second_pass_finds_nothing_to_do()
    {
        Scene.Stage(_store);
        await _pass.RunAsync();
        var after = Tree.Of(_store.Layout.Registry, withDirectoryTimes: true);

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Assert.Empty(_pass.Preview().Repositories.SelectMany(repository => repository.Steps));
        Assert.Equal(after, Tree.Of(_store.Layout.Registry, withDirectoryTimes: true));
    }

    [Fact]
    public void A_plan_changes_no_byte_and_no_time()
    {
        Scene.Stage(_store);
        var before = Tree.Of(_store.Root, withDirectoryTimes: true);

        Assert.False(_pass.Preview().IsEmpty);
        Assert.Equal(before, Tree.Of(_store.Root, withDirectoryTimes: true));
    }

    [Fact]
    public void A_dry_run_changes_no_byte_and_no_time_and_tells_every_step()
    {
        Scene.Stage(_store);
        var before = Tree.Of(_store.Root, withDirectoryTimes: true);

        Assert.Equal(new PassResult.Succeeded(), DryRun.Pass(_pass.NewPass(mutator => mutator), _pass.Log, default));

        Assert.Equal(before, Tree.Of(_store.Root, withDirectoryTimes: true));
        Assert.Equal((4, 6), (_pass.Log.Ids.Count(id => id == 2009), _pass.Log.Ids.Count(id => id == 2010)));
        Assert.Equal(0, _pass.Collections);
    }

    [Fact]
    public async Task What_the_plan_says_is_what_the_pass_does()
    {
        Scene.Stage(_store);
        var before = Tree.Of(_store.Layout.Registry);
        var steps = _pass.Preview().Repositories.SelectMany(repository => repository.Steps)
            .Select(step => Path.GetRelativePath(_store.Layout.Registry, PathOf(step))).ToArray();
        Assert.Equal(10, steps.Length);

        await _pass.RunAsync();

        var planned = before.Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)])
            .Where(path => steps.Any(step => $"{path}/".StartsWith($"{step}/", StringComparison.Ordinal)));
        Assert.Equal(planned.ToArray(), Tree.Missing(before, Tree.Of(_store.Layout.Registry)));
        Assert.Empty(Tree.Missing(Tree.Of(_store.Layout.Registry), before));
    }

    [Fact]
    public async Task Many_threads_leave_the_same_store_as_one()
    {
        Scene.Stage(_store);
        await _pass.RunAsync();
        using var other = new TempStore();
        using var many = new StagedPass(other);
        Scene.Stage(other);
        many.Settings = many.Settings with { Parallelism = 16 };

        Assert.Equal(new PassResult.Succeeded(), await many.RunAsync());

        Assert.Equal(Tree.Of(_store.Layout.Registry), Tree.Of(other.Layout.Registry));
    }

    [Fact]
    public async Task Without_collection_tags_go_and_every_manifest_stays()
    {
        Scene.Stage(_store);
        var before = Revisions(Scene.App);
        _pass.Settings = _pass.Settings with { RunGc = false };

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Assert.False(_store.HasTag(Scene.App, "v1"));
        Assert.Equal(before, Revisions(Scene.App));
        Assert.Equal(0, _pass.Collections);
    }

    [Fact]
    public async Task With_untagged_manifests_kept_the_signature_of_one_stays_too()
    {
        Scene.Stage(_store);
        var before = Revisions(Scene.App);
        var signatures = Signatures();
        _pass.Settings = _pass.Settings with { DeleteUntagged = false };

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Assert.False(_store.HasTag(Scene.App, "v1"));
        Assert.Equal(before, Revisions(Scene.App));
        Assert.Equal(2, signatures.Length);
        Assert.Equal(signatures, Signatures());
        Assert.Equal(1, _pass.Collections);
    }

    [Fact]
    public async Task A_broken_repository_hides_no_other_and_forbids_the_collection_of_blobs()
    {
        Scene.Stage(_store);
        _store.Image("broken/one", "v1");
        TempStore.Write($"{_store.TagPath("broken/one", "v2")}/current", "a file");

        var result = Assert.IsType<PassResult.Failed>(await _pass.RunAsync());

        Assert.Contains("could not be read or changed", result.Sentence, StringComparison.Ordinal);
        Assert.False(_store.HasTag(Scene.App, "v1"));
        Assert.False(_store.HasTag(Scene.Cache, "c1"));
        Assert.True(_store.CanPull("broken/one", "v1"));
        Assert.Equal(0, _pass.Collections);
    }

    [Fact]
    public async Task A_repository_whose_manifests_are_not_understood_keeps_them_and_its_tags_and_the_others_are_pruned()
    {
        Scene.Stage(_store);
        _store.Manifest(Scene.App, null, TempStore.LongAgo, "not a manifest");
        var before = Revisions(Scene.App);

        Assert.IsType<PassResult.Failed>(await _pass.RunAsync());

        Assert.True(_store.HasTag(Scene.App, "v1"));
        Assert.Equal(before, Revisions(Scene.App));
        Assert.Equal(3 - 1, Revisions(Scene.Cache).Count);
        Assert.Equal(0, _pass.Collections);
    }

    [Fact]
    public async Task With_the_registry_s_cache_on_tags_go_and_blobs_are_not_collected()
    {
        Scene.Stage(_store);
        _pass.Configure($"storage: {{filesystem: {{rootdirectory: {_store.Root}}}, cache: {{blobdescriptor: inmemory}}}}");

        var result = Assert.IsType<PassResult.Failed>(await _pass.RunAsync());

        Assert.StartsWith("blobs are not collected: the registry's blob descriptor cache is on (inmemory)", result.Sentence, StringComparison.Ordinal);
        Assert.False(_store.HasTag(Scene.App, "v1"));
        Assert.Equal(0, _pass.Collections);
    }

    [Fact]
    public async Task A_collection_that_failed_is_tried_again_although_nothing_else_is_to_do()
    {
        Scene.Stage(_store);
        _pass.Settings = _pass.Settings with { RunOnce = false };
        _pass.CollectorDoes("echo first; echo 'failed to garbage collect: disk on fire' >&2; exit 1");
        var failed = Assert.IsType<PassResult.Failed>(await _pass.RunAsync());
        Assert.Contains("ended with exit code 1: ", failed.Sentence, StringComparison.Ordinal);
        Assert.Contains("disk on fire", failed.Sentence, StringComparison.Ordinal);

        _pass.CollectorDoes("exit 0");
        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());
        Assert.Equal(4, _pass.Collections); // asked three times before it counts as failed

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());
        Assert.Equal(4, _pass.Collections);
    }

    [Fact]
    public async Task Blobs_are_collected_once_a_day_although_nothing_was_evicted()
    {
        _pass.Settings = _pass.Settings with { RunOnce = false };
        _store.Image(Scene.App, "v1");
        await _pass.RunAsync();
        _pass.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await _pass.RunAsync();
        Assert.Equal(1, _pass.Collections);

        _pass.Clock.Advance(TimeSpan.FromSeconds(1));
        await _pass.RunAsync();
        Assert.Equal(2, _pass.Collections);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{\"version\":1}")]
    [InlineData("{\"version\":1,\"collectionDue\":\"no\"}")]
    [InlineData("{\"version\":1,\"collectionDue\":false,\"collectedAt\":\"yesterday\"}")]
    public async Task A_damaged_note_of_the_last_collection_means_that_one_is_due(string state)
    {
        _pass.Settings = _pass.Settings with { RunOnce = false };
        _store.Image(Scene.App, "v1");
        await _pass.RunAsync();
        File.WriteAllText(_store.Layout.State, state);

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Assert.Equal(2, _pass.Collections);
    }

    [Fact]
    public async Task A_collector_that_cannot_be_started_fails_the_pass_and_says_how_to_mend_it()
    {
        Scene.Stage(_store);
        var collector = new RegistryCollector("/no/such/registry", _pass.ConfigurationFile, TimeProvider.System, _pass.Log);

        var result = await new Pass(_pass.Settings, collector, _pass.Clock, _pass.Log).RunAsync(default);

        Assert.Equal(
            new PassResult.Failed("blobs are not collected: the registry's collector cannot be started: there is no file /no/such/registry. Set JANITOR_REGISTRY_BIN to the registry's binary, or RUN_GC=false"),
            result);
    }

    [Fact]
    public async Task What_the_collector_says_is_for_those_who_debug()
    {
        _store.Image(Scene.App, "v1");
        _pass.CollectorDoes("echo marking; echo sweeping >&2");

        await _pass.RunAsync();

        Assert.Equal(
            ["collector: marking", "collector: sweeping"],
            _pass.Log.Events.Where(e => e.Id == 2301).Select(e => e.Message).Where(said => said.EndsWith("ing", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray());
        Assert.All(_pass.Log.Events.Where(e => e.Id == 2301), e => Assert.Equal(Microsoft.Extensions.Logging.LogLevel.Debug, e.Level));
    }

    [Fact]
    public async Task A_store_that_is_not_mounted_fails_the_pass_and_is_not_made()
    {
        var missing = $"{_store.Root}/not-mounted";
        _pass.Settings = _pass.Settings with { DataDirectory = missing };

        var result = Assert.IsType<PassResult.Failed>(await _pass.RunAsync());

        Assert.Contains("is it mounted?", result.Sentence, StringComparison.Ordinal);
        Assert.False(Directory.Exists(missing));
        Assert.Throws<StoreException>(_pass.Preview);
    }

    [Fact]
    public async Task A_registry_that_nothing_was_pushed_to_is_no_failure()
    {
        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());
        Assert.Equal(0, _pass.Collections);
    }

    [Fact]
    public async Task A_second_janitor_waits_ten_minutes_and_leaves_with_a_clear_line()
    {
        Scene.Stage(_store);
        var before = Tree.Of(_store.Layout.Registry, withDirectoryTimes: true);
        StorageLease.TryAcquire(_store.Layout, _pass.Clock.GetUtcNow(), out var held, out _);
        using var lease = held!;
        var began = _pass.Clock.GetUtcNow();

        var run = _pass.RunAsync();
        await RingAsync(run);

        Assert.Equal(new PassResult.Busy($"another janitor has worked on {_store.Root} for more than 10 minutes"), await run);
        Assert.InRange(_pass.Clock.GetUtcNow() - began, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11));
        Assert.Single(_pass.Log.Ids, 2002);
        Assert.Equal(before, Tree.Of(_store.Layout.Registry, withDirectoryTimes: true));
    }

    [Fact]
    public async Task A_second_janitor_works_as_soon_as_the_first_is_done()
    {
        Scene.Stage(_store);
        StorageLease.TryAcquire(_store.Layout, _pass.Clock.GetUtcNow(), out var lease, out _);
        var run = _pass.RunAsync();
        await _pass.Clock.SomebodyWaits();

        lease!.Dispose();
        await RingAsync(run);

        Assert.Equal(new PassResult.Succeeded(), await run);
        Assert.False(_store.HasTag(Scene.App, "v1"));
    }

    /// <summary>Lets time pass for as long as somebody waits for it.</summary>
    private async Task RingAsync(Task until)
    {
        while (!until.IsCompleted)
        {
            await Task.WhenAny(until, _pass.Clock.SomebodyWaits());
            _pass.Clock.Advance(TimeSpan.FromMilliseconds(500));
        }
    }

    private string PathOf(CollectionStep step) => step switch
    {
        CollectionStep.EvictTag evict => _store.Layout.Tag(step.Repository, evict.Tag.Tag),
        CollectionStep.RemoveRevision remove => _store.Layout.Revision(step.Repository, remove.Revision.Digest),
        _ => throw new InvalidOperationException("A step is one of two."),
    };

    private List<Digest> Revisions(string repository) =>
        [.. RevisionLister.List(_store.Layout.Revisions(RepositoryName.Parse(repository)), _ => { }).Select(revision => revision.Digest).Order()];

    private string[] Signatures() =>
        [.. Directory.GetDirectories(_store.Layout.Tags(RepositoryName.Parse(Scene.App)), "*.sig").Order(StringComparer.Ordinal)];
}
