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
        Assert.Equal(0, _pass.Collections);
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

        Assert.Empty((await _pass.PreviewAsync()).Steps);
        Assert.Equal(after, Tree.Of(_store.Layout.Registry, withDirectoryTimes: true));
    }

    [Fact]
    public async Task A_plan_changes_no_byte_and_no_time()
    {
        Scene.Stage(_store);
        var before = Tree.Of(_store.Root, withDirectoryTimes: true);

        Assert.False((await _pass.PreviewAsync()).IsEmpty);
        Assert.Equal(before, Tree.Of(_store.Root, withDirectoryTimes: true));
    }

    [Fact]
    public async Task A_dry_run_changes_no_byte_and_no_time_and_tells_every_step()
    {
        Scene.Stage(_store);
        var before = Tree.Of(_store.Root, withDirectoryTimes: true);

        Assert.Equal(new PassResult.Succeeded(), await DryRun.RunAsync(_pass.NewPass(mutator => mutator), _pass.Log, default));

        Assert.Equal(before, Tree.Of(_store.Root, withDirectoryTimes: true));
        Assert.Equal((4, 7), (_pass.Log.Ids.Count(id => id == 2009), _pass.Log.Ids.Count(id => id == 2010)));
        Assert.Equal(0, _pass.Collections);
    }

    [Fact]
    public async Task What_the_plan_says_is_what_the_pass_does()
    {
        Scene.Stage(_store);
        var before = Tree.Of(_store.Layout.Registry);
        var plan = await _pass.PreviewAsync();
        var steps = plan.Steps.Select(step => Path.GetRelativePath(_store.Layout.Registry, PathOf(step))).ToArray();
        Assert.Equal((4, 6, 16), (plan.EvictionCount, plan.RemovalCount, plan.Blobs.Steps.Length));

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
    public async Task A_store_that_is_not_mounted_fails_the_pass_and_is_not_made()
    {
        var missing = $"{_store.Root}/not-mounted";
        _pass.Settings = _pass.Settings with { DataDirectory = missing };

        var result = Assert.IsType<PassResult.Failed>(await _pass.RunAsync());

        Assert.Contains("is it mounted?", result.Sentence, StringComparison.Ordinal);
        Assert.False(Directory.Exists(missing));
        await Assert.ThrowsAsync<StoreException>(_pass.PreviewAsync);
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
        new LeaseClaim(_store.Layout, _pass.Clock).TryTake(out var held, out _);
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
        new LeaseClaim(_store.Layout, _pass.Clock).TryTake(out var lease, out _);
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
        CollectionStep.EvictTag evict => _store.Layout.Tag(evict.Repository, evict.Tag.Tag),
        CollectionStep.RemoveRevision remove => _store.Layout.Revision(remove.Repository, remove.Revision.Digest),
        CollectionStep.RemoveLayerLink remove => _store.Layout.Layer(remove.Repository, remove.Layer.Digest),
        CollectionStep.RemoveIndexEntry remove => _store.Layout.TagIndexEntry(remove.Repository, remove.Entry.Tag, remove.Entry.Digest),
        CollectionStep.RemoveUpload remove => $"{_store.Layout.Uploads(remove.Repository)}/{remove.Upload.Id}",
        CollectionStep.CollectBlob collect => _store.Layout.Blob(collect.Digest),
        CollectionStep.RemoveLitter remove => remove.Litter.Path,
        _ => throw new InvalidOperationException($"{step.What} has no path in the registry's part of the store."),
    };

    private List<Digest> Revisions(string repository) =>
        [.. RevisionLister.List(_store.Layout.Revisions(RepositoryName.Parse(repository)), _ => { }).Select(revision => revision.Digest).Order()];

    private string[] Signatures() =>
        [.. Directory.GetDirectories(_store.Layout.Tags(RepositoryName.Parse(Scene.App)), "*.sig").Order(StringComparer.Ordinal)];
}
