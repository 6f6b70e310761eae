using RegistryJanitor.Collection;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary><c>janitor restore</c>, of tags that a pass has evicted before.</summary>
[Collection(OneAtATime.Collection)]
public sealed class TagRestoreTests : IDisposable
{
    private const string App = StagedUndo.App;

    /// <summary>The number of an operation: before it come the rename to the trash and the sync of where the tag was.</summary>
    private const int AfterTheCommit = 3;

    private readonly StagedUndo _staged = new();

    private TempStore Store => _staged.Store;

    public void Dispose() => _staged.Dispose();

    [Fact]
    public async Task A_restored_tag_pulls_and_nothing_of_it_waits_any_more()
    {
        _staged.MultiPlatform("v1", TempStore.Minute(1));
        Store.Image(App, "v2", TempStore.Minute(2));
        await _staged.RunAsync();

        Assert.IsType<RestoreOutcome.Restored>(_staged.Restore("v1"));

        Assert.True(Store.CanPull(App, "v1"));
        Assert.Empty(Tree.Of(Store.Layout.Undo));
    }

    [Fact]
    public async Task A_restored_tag_is_the_newest_so_the_next_pass_evicts_another()
    {
        Store.Image(App, "v1", TempStore.Minute(1));
        Store.Image(App, "v2", TempStore.Minute(2));
        await _staged.RunAsync();
        _staged.Restore("v1");

        await _staged.RunAsync();

        Assert.True(Store.CanPull(App, "v1"));
        Assert.Equal("v2", Assert.Single(_staged.Waiting).Tag.Tag.Value);
    }

    [Fact]
    public async Task One_of_several_comes_back_and_the_others_go_on_waiting()
    {
        Store.Image(App, "v1", TempStore.Minute(1));
        Store.Image(App, "v2", TempStore.Minute(2));
        Store.Image(App, "v3", TempStore.Minute(3));
        await _staged.RunAsync();

        _staged.Restore("v2");

        Assert.Equal("v1", Assert.Single(_staged.Waiting).Tag.Tag.Value);
    }

    [Fact]
    public async Task A_tag_that_is_there_again_is_not_replaced_unless_asked_for()
    {
        Store.Image(App, "v1", TempStore.Minute(1), content: "old");
        Store.Image(App, "v2", TempStore.Minute(2));
        await _staged.RunAsync();
        Store.Image(App, "v1", _staged.Pass.Clock.GetUtcNow(), content: "new");
        var before = (Tree.Of(Store.Layout.Registry), Tree.Of(Store.Layout.Undo));

        Assert.IsType<RestoreOutcome.Exists>(_staged.Restore("v1"));

        Assert.Equal(before.Item1, Tree.Of(Store.Layout.Registry));
        Assert.Equal(before.Item2, Tree.Of(Store.Layout.Undo));
    }

    [Fact]
    public async Task What_was_replaced_can_come_back_in_turn()
    {
        var old = Store.Image(App, "v1", TempStore.Minute(1), content: "old");
        Store.Image(App, "v2", TempStore.Minute(2));
        await _staged.RunAsync();
        var fresh = Store.Image(App, "v1", _staged.Pass.Clock.GetUtcNow(), content: "new");

        Assert.IsType<RestoreOutcome.Restored>(_staged.Restore("v1", force: true));
        Assert.Equal(old.ToString(), File.ReadAllText(Store.TagLink(App, "v1")));
        await _staged.RunAsync();
        Assert.Null(_staged.WhyNot(fresh));

        Assert.IsType<RestoreOutcome.Restored>(_staged.Restore("v1", force: true));
        Assert.Equal(fresh.ToString(), File.ReadAllText(Store.TagLink(App, "v1")));
        Assert.True(Store.CanPull(App, "v1"));
    }

    [Fact]
    public async Task Of_several_evictions_of_one_name_the_latest_comes_back_first()
    {
        _staged.Pass.Settings = _staged.Pass.Settings with { Grace = TimeSpan.Zero };
        Store.Image(App, "v1", TempStore.Minute(1), content: "first");
        Store.Image(App, "v9", TempStore.Minute(9));
        await _staged.RunAsync();
        var second = Store.Image(App, "v1", TempStore.Minute(2), content: "second");
        await _staged.RunAsync();
        Assert.Equal(2, _staged.Waiting.Count);

        Assert.IsType<RestoreOutcome.Restored>(_staged.Restore("v1"));

        Assert.Equal(second.ToString(), File.ReadAllText(Store.TagLink(App, "v1")));
    }

    [Fact]
    public async Task What_was_never_evicted_or_whose_time_is_over_is_not_there()
    {
        Store.Image(App, "v1", TempStore.Minute(1));
        Store.Image(App, "v2", TempStore.Minute(2));
        await _staged.RunAsync();

        Assert.IsType<RestoreOutcome.NotThere>(_staged.Restore("v2"));
        _staged.Pass.Clock.Advance(TimeSpan.FromDays(1));
        Assert.IsType<RestoreOutcome.NotThere>(_staged.Restore("v1"));
    }

    [Fact]
    public async Task A_tag_whose_manifest_was_deleted_by_API_is_lost()
    {
        var image = Store.Image(App, "v1", TempStore.Minute(1));
        Store.Image(App, "v2", TempStore.Minute(2));
        await _staged.RunAsync();
        TempStore.Damage(Store.RevisionLink(App, image));

        Assert.Equal(image, Assert.IsType<RestoreOutcome.Lost>(_staged.Restore("v1")).Tag.Target);
        Assert.Single(_staged.Waiting);
    }

    [Fact]
    public async Task A_tag_whose_evicted_link_cannot_be_read_is_told_and_no_older_one_comes_in_its_place()
    {
        _staged.Pass.Settings = _staged.Pass.Settings with { Grace = TimeSpan.Zero };
        Store.Image(App, "v1", TempStore.Minute(1), content: "first");
        Store.Image(App, "v9", TempStore.Minute(9));
        await _staged.RunAsync();
        Store.Image(App, "v1", TempStore.Minute(2), content: "second");
        await _staged.RunAsync();
        var latest = _staged.Waiting[0];
        TempStore.Write(Store.Layout.EvictedBy(latest.Pass).TagLink(latest.Repository, latest.Tag.Tag), "");

        Assert.IsType<RestoreOutcome.Failed>(_staged.Restore("v1"));

        Assert.False(Store.HasTag(App, "v1"));
    }

    [Fact]
    public async Task A_tag_of_a_pass_that_was_killed_after_its_commit_comes_back_too()
    {
        var image = Store.Image(App, "v1", TempStore.Minute(1));
        Store.Image(App, "v2", TempStore.Minute(2));
        await Assert.ThrowsAsync<CrashingMutator.Crash>(() => _staged.Pass.RunAsync(mutator => new CrashingMutator(mutator, AfterTheCommit)));
        Assert.False(Store.HasTag(App, "v1"));

        Assert.IsType<RestoreOutcome.Restored>(_staged.Restore("v1"));
        Assert.Equal(image.ToString(), File.ReadAllText(Store.TagLink(App, "v1")));
    }

}
