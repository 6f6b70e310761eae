using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>What becomes of tags that passes evict when they can come back for a day.</summary>
[Collection(OneAtATime.Collection)]
public sealed class EvictedTagTests : IDisposable
{
    private const string App = StagedUndo.App;

    private readonly StagedUndo _staged = new();

    private TempStore Store => _staged.Store;

    public void Dispose() => _staged.Dispose();

    [Fact]
    public async Task An_evicted_tag_waits_where_its_pass_put_it_as_it_was()
    {
        Store.Image(App, "v1", TempStore.Minute(1));
        Store.Image(App, "v2", TempStore.Minute(2));
        var tag = Tree.Of(Store.TagPath(App, "v1"));

        await _staged.RunAsync();

        var waiting = Assert.Single(_staged.Waiting);
        Assert.False(Store.HasTag(App, "v1"));
        Assert.Equal(_staged.Pass.Clock.GetUtcNow(), waiting.Pass.Began);
        Assert.Equal(tag, Tree.Of(Store.Layout.EvictedBy(waiting.Pass).Tag(waiting.Repository, waiting.Tag.Tag)));
        Assert.Empty(Directory.GetFileSystemEntries(Store.Layout.Trash));
    }

    [Fact]
    public async Task Its_image_stays_whole_through_later_passes_with_platforms_signatures_and_descriptions()
    {
        var index = _staged.MultiPlatform("v1", TempStore.Minute(1));
        Store.Image(App, "v2", TempStore.Minute(2));
        var (blobs, revisions, layers) = (Tree.Of(Store.Layout.Blobs), Revisions(), Layers());

        await _staged.RunAsync();
        await _staged.RunAsync(TimeSpan.FromHours(12));
        await _staged.RunAsync(TimeSpan.FromHours(11));

        Assert.Null(_staged.WhyNot(index));
        Assert.Equal(blobs, Tree.Of(Store.Layout.Blobs));
        Assert.Equal(revisions, Revisions());
        Assert.Equal(layers, Layers());
    }

    [Fact]
    public async Task When_its_time_is_over_a_pass_forgets_it_and_its_manifests_and_blobs_go()
    {
        var index = _staged.MultiPlatform("v1", TempStore.Minute(1));
        var stays = Store.Image(App, "v2", TempStore.Minute(2));
        await _staged.RunAsync();

        await _staged.RunAsync(TimeSpan.FromDays(1));

        Assert.Contains(_staged.Pass.Log.Events, e => e.Id == 2103 && e.Message.StartsWith("removed evicted tag team/app:v1 of ", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(Store.Layout.Undo).Except(_staged.Waiting.Select(tag => Store.Layout.UndoOf(tag.Pass)), StringComparer.Ordinal));
        Assert.False(Store.HasRevision(App, index));
        Assert.False(File.Exists(Store.Layout.BlobData(TempStore.DigestOf("the layer of signed platform of v1"))));
        Assert.Null(_staged.WhyNot(stays));
    }

    [Fact]
    public async Task A_moment_before_its_time_is_over_it_is_still_there()
    {
        var image = Store.Image(App, "v1", TempStore.Minute(1));
        Store.Image(App, "v2", TempStore.Minute(2));
        await _staged.RunAsync();

        await _staged.RunAsync(TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1));

        Assert.Null(_staged.WhyNot(image));
        Assert.Single(_staged.Waiting);
    }

    [Fact]
    public async Task A_shorter_time_counts_for_those_that_wait_already()
    {
        var image = Store.Image(App, "v1", TempStore.Minute(1));
        Store.Image(App, "v2", TempStore.Minute(2));
        await _staged.RunAsync();
        _staged.Pass.Settings = _staged.Pass.Settings with { Undo = TimeSpan.FromHours(1) };

        await _staged.RunAsync(TimeSpan.FromHours(1));

        Assert.Empty(_staged.Waiting);
        Assert.False(Store.HasRevision(App, image));
    }

    [Fact]
    public async Task With_no_time_to_come_back_any_more_nothing_waits()
    {
        var image = Store.Image(App, "v1", TempStore.Minute(1));
        Store.Image(App, "v2", TempStore.Minute(2));
        await _staged.RunAsync();
        _staged.Pass.Settings = _staged.Pass.Settings with { Undo = TimeSpan.Zero };

        await _staged.RunAsync();

        Assert.Empty(Directory.GetFileSystemEntries(Store.Layout.Undo));
        Assert.False(File.Exists(Store.Layout.BlobData(image)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256:12")]
    public async Task A_link_that_cannot_be_read_may_be_any_image_s_so_every_manifest_and_blob_stays_until_its_time_is_over(string content)
    {
        var image = Store.Image(App, "v1", TempStore.Minute(1));
        Store.Image(App, "v2", TempStore.Minute(2));
        await _staged.RunAsync();
        var waiting = Assert.Single(_staged.Waiting);
        var link = Store.Layout.EvictedBy(waiting.Pass).TagLink(waiting.Repository, waiting.Tag.Tag);
        TempStore.Write(link, content);
        _staged.Pass.Clock.Advance(TimeSpan.FromHours(1));

        Assert.IsType<PassResult.Failed>(await _staged.Pass.RunAsync());
        Assert.Null(_staged.WhyNot(image));

        _staged.Pass.Clock.Advance(TimeSpan.FromDays(1));
        await _staged.Pass.RunAsync(); // still does not know what it was, and forgets it
        await _staged.RunAsync();
        Assert.False(File.Exists(link));
        Assert.False(Store.HasRevision(App, image));
    }

    [Fact]
    public async Task A_directory_of_evicted_tags_that_is_a_symbolic_link_keeps_every_manifest_and_blob()
    {
        var untagged = Store.Image(App, null, TempStore.Minute(1));
        Store.Image(App, "v2", TempStore.Minute(2));
        Posix.SymbolicLink($"{Store.Layout.Undo}/20261119T000000000Z", "/nowhere");

        Assert.IsType<PassResult.Failed>(await _staged.Pass.RunAsync());

        Assert.Null(_staged.WhyNot(untagged));
    }

    [Fact]
    public async Task A_signature_that_goes_since_its_subject_is_gone_can_come_back_whole()
    {
        Store.Image(App, "v1", TempStore.Minute(1));
        var signature = Store.Image(App, StagedUndo.SignatureOf(TempStore.DigestOf("deleted long ago")), TempStore.Minute(1));

        await _staged.RunAsync();

        Assert.Equal(signature, Assert.Single(_staged.Waiting).Target);
        Assert.Null(_staged.WhyNot(signature));
        await _staged.RunAsync();
        Assert.Null(_staged.WhyNot(signature));
    }

    [Fact]
    public async Task A_tag_that_goes_anyway_need_not_have_its_manifest()
    {
        var lost = Store.Image(App, "v1", TempStore.Minute(1));
        Store.Image(App, "v2", TempStore.Minute(2));
        TempStore.Damage(Store.RevisionPath(App, lost));

        await _staged.RunAsync();

        Assert.False(Store.HasTag(App, "v1"));
        Assert.IsType<RestoreOutcome.Lost>(_staged.Restore("v1"));
    }

    [Fact]
    public async Task A_pass_that_only_forgets_history_leaves_nothing_to_come_back()
    {
        Store.Image(App, "v1", TempStore.Minute(1), content: "first");
        Store.Image(App, "v1", TempStore.Minute(2), content: "second");

        await _staged.RunAsync();

        Assert.Contains(_staged.Pass.Log.Events, e => e.Message.StartsWith("removed history team/app:v1 ", StringComparison.Ordinal));
        Assert.Empty(Tree.Of(Store.Layout.Undo));
    }

    [Fact]
    public async Task What_a_killed_pass_has_half_forgotten_is_forgotten_by_the_next()
    {
        Store.Image(App, "v1", TempStore.Minute(1));
        Store.Image(App, "v2", TempStore.Minute(2));
        await _staged.RunAsync();
        var waiting = Assert.Single(_staged.Waiting);
        TempStore.Damage(Store.Layout.EvictedBy(waiting.Pass).TagLink(waiting.Repository, waiting.Tag.Tag));

        await _staged.RunAsync(TimeSpan.FromDays(2));

        Assert.Empty(Tree.Of(Store.Layout.Undo));
    }

    [Fact]
    public async Task Empty_directories_of_tags_that_came_back_or_were_forgotten_do_not_stay()
    {
        Store.Image(App, "v1", TempStore.Minute(1));
        Directory.CreateDirectory($"{Store.Layout.Undo}/20261119T000000000Z/repositories/team/app/_manifests/tags");

        await _staged.RunAsync();

        Assert.Empty(Tree.Of(Store.Layout.Undo));
    }

    [Fact]
    public async Task A_tag_that_cannot_be_moved_to_where_it_waits_keeps_its_image_all_the_same()
    {
        var image = Store.Image(App, "v1", TempStore.Minute(1));
        Store.Image(App, "v2", TempStore.Minute(2));
        bool LeadsToUndo(Operation operation) => operation.To?.StartsWith(Store.Layout.Undo, StringComparison.Ordinal) is true;
        for (var i = 0; i < 3; i++)
        {
            _staged.Pass.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.IsType<PassResult.Failed>(await _staged.Pass.RunAsync(mutator => new FailingMutator(mutator, LeadsToUndo, FailingMutator.InputOutput)));
            Assert.Null(_staged.WhyNot(image));
        }

        await _staged.RunAsync();
        Assert.Equal(image, Assert.Single(_staged.Waiting).Target);
    }

    [Fact]
    public async Task Without_collection_tags_wait_and_are_forgotten_all_the_same()
    {
        _staged.Pass.Settings = _staged.Pass.Settings with { RunGc = false };
        Store.Image(App, "v1", TempStore.Minute(1));
        Store.Image(App, "v2", TempStore.Minute(2));
        await _staged.RunAsync();
        Assert.Single(_staged.Waiting);

        await _staged.RunAsync(TimeSpan.FromDays(1));

        Assert.Empty(Tree.Of(Store.Layout.Undo));
    }

    private string[] Revisions() => Tree.Of(Store.Layout.Revisions(RepositoryName.Parse(App)));

    private string[] Layers() => Tree.Of(Store.Layout.Layers(RepositoryName.Parse(App)));
}
