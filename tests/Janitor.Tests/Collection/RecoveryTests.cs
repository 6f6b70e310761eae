using RegistryJanitor.Collection;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

public sealed class RecoveryTests : IDisposable
{
    private const string App = "team/app";
    private static readonly PassId s_pass = PassId.At(FakeClock.Start);

    private readonly TempStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_pass_that_was_killed_before_its_commit_did_not_happen()
    {
        var before = StageTrash(committed: false);

        var outcome = Recover();

        Assert.Equal([s_pass], outcome.Undone);
        Assert.Empty(outcome.Finished);
        Assert.Equal(before, Tree.Of(_store.Layout.Registry));
        Assert.Empty(Directory.GetFileSystemEntries(_store.Layout.Trash));
    }

    [Fact]
    public void A_pass_that_was_killed_after_its_commit_happened()
    {
        StageTrash(committed: true);
        var after = Tree.Of(_store.Layout.Registry);

        var outcome = Recover();

        Assert.Equal([s_pass], outcome.Finished);
        Assert.Empty(outcome.Undone);
        Assert.Equal(after, Tree.Of(_store.Layout.Registry));
        Assert.Empty(Directory.GetFileSystemEntries(_store.Layout.Trash));
        Assert.Empty(Journal.ReadCommitted(_store.Layout));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_second_recovery_changes_nothing(bool committed)
    {
        StageTrash(committed);
        Recover();
        var after = Tree.Of(_store.Root, withDirectoryTimes: true).Where(line => !line.StartsWith("janitor/journal ", StringComparison.Ordinal)).ToArray();

        var second = Recover();

        Assert.Equal(
            after, Tree.Of(_store.Root, withDirectoryTimes: true).Where(line => !line.StartsWith("janitor/journal ", StringComparison.Ordinal)).ToArray());
        Assert.Empty(second.Undone);
        Assert.Empty(second.Finished);
        Assert.Empty(second.Faults);
    }

    [Fact]
    public void A_journal_cut_off_at_any_byte_undoes_the_pass_or_finishes_it_and_never_half()
    {
        var before = StageTrash(committed: true);
        var after = Tree.Of(_store.Layout.Registry);
        var journal = File.ReadAllBytes(_store.Layout.Journal);
        for (var length = journal.Length; length >= 0; length--)
        {
            using var copy = new RecoveryTests();
            copy.StageTrash(committed: true);
            File.WriteAllBytes(copy._store.Layout.Journal, journal[..length]);

            copy.Recover();

            Assert.Equal(length == journal.Length ? after : before, Tree.Of(copy._store.Layout.Registry));
        }
    }

    [Fact]
    public void What_was_pushed_after_the_kill_is_newer_than_what_comes_back()
    {
        StageTrash(committed: false);
        var newer = _store.Image(App, "v1", FakeClock.Start, content: "newer");

        var outcome = Recover();

        Assert.Empty(outcome.Faults);
        Assert.Equal(newer.ToString(), File.ReadAllText(_store.TagLink(App, "v1")));
        Assert.True(_store.CanPull(App, "v1"));
        Assert.Empty(Directory.GetFileSystemEntries(_store.Layout.Trash));
    }

    [Fact]
    public void What_could_not_be_put_back_stays_in_the_trash_and_the_next_recovery_tries_again()
    {
        var before = StageTrash(committed: false);
        var failing = new FailingMutator(new PosixMutator(), operation => operation.Path.EndsWith("/tags", StringComparison.Ordinal) || operation.Path.EndsWith("/v1", StringComparison.Ordinal), FailingMutator.InputOutput);

        var first = Recovery.Run(_store.Layout, failing, keepTags: false, CancellationToken.None);
        Assert.NotEmpty(first.Faults);
        Assert.NotEmpty(Directory.GetFileSystemEntries(_store.Layout.Trash));

        Recover();
        Assert.Equal(before, Tree.Of(_store.Layout.Registry));
    }

    [Fact]
    public void What_is_not_a_pass_s_trash_is_told_and_left_alone()
    {
        TempStore.Write($"{_store.Layout.Trash}/lost+found/file", "x");
        TempStore.Write($"{_store.Layout.Trash}/README", "x");

        var outcome = Recover();

        Assert.Equal(2, outcome.Faults.Count);
        Assert.All(outcome.Faults, fault => Assert.IsType<StoreFault.Stray>(fault));
        Assert.True(File.Exists($"{_store.Layout.Trash}/lost+found/file"));
    }

    /// <summary>A pass that has moved tag v1 and its manifest away.</summary>
    /// <returns>The registry's tree before that.</returns>
    private string[] StageTrash(bool committed)
    {
        var image = _store.Image(App, "v1", TempStore.Minute(1));
        _store.Image(App, "v2", TempStore.Minute(2));
        var before = Tree.Of(_store.Layout.Registry);
        Directory.CreateDirectory(_store.Layout.Own);
        using var journal = Journal.Open(_store.Layout);
        journal.Begin(s_pass);
        var trash = new Trash(_store.Layout, new PosixMutator(), s_pass);
        Assert.IsType<MoveOutcome.Moved>(
            trash.Move(_store.TagPath(App, "v1"), StorageLayout.CurrentLink, LinkFile.StampOf(_store.TagLink(App, "v1"))!.Value));
        Assert.IsType<MoveOutcome.Moved>(
            trash.Move(_store.RevisionPath(App, image), StorageLayout.LinkName, LinkFile.StampOf(_store.RevisionLink(App, image))!.Value));
        if (committed)
            journal.Commit(s_pass);
        return before;
    }

    private RecoveryOutcome Recover() => Recovery.Run(_store.Layout, new PosixMutator(), keepTags: false, CancellationToken.None);
}
