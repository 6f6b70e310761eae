using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Storage;

public sealed class PosixMutatorTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly PosixMutator _mutator = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_rename_makes_the_parents_and_carries_everything_as_it_was()
    {
        TempStore.Write(At("from/current/link"), "content", TempStore.Minute(1));
        var before = Tree.Of(At("from"), withDirectoryTimes: true);

        Assert.Equal(default, _mutator.Rename(At("from"), At("a/b/c/to")));

        Assert.Equal(before, Tree.Of(At("a/b/c/to"), withDirectoryTimes: true));
        Assert.False(Directory.Exists(At("from")));
    }

    [Fact]
    public void A_rename_never_copies_to_another_file_system()
    {
        TempStore.Write(At("file"), "content");
        var elsewhere = $"/proc/self/janitor-tests-{Guid.NewGuid():N}";

        Assert.Equal(new Errno(18), _mutator.Rename(At("file"), elsewhere));

        Assert.True(File.Exists(At("file")));
        Assert.False(File.Exists(elsewhere));
    }

    [Fact]
    public void A_rename_onto_a_directory_that_is_not_empty_is_refused()
    {
        TempStore.Write(At("from/file"), "ours");
        TempStore.Write(At("to/file"), "theirs");

        Assert.Equal(Errno.NotEmpty, _mutator.Rename(At("from"), At("to")));

        Assert.Equal(("ours", "theirs"), (File.ReadAllText(At("from/file")), File.ReadAllText(At("to/file"))));
    }

    [Fact]
    public void Renaming_what_is_not_there_says_so() => Assert.Equal(Errno.NoSuchEntry, _mutator.Rename(At("missing"), At("to")));

    [Fact]
    public void A_parent_that_cannot_be_made_is_an_error()
    {
        TempStore.Write(At("from"), "x");
        TempStore.Write(At("file"), "x");

        Assert.Equal(Errno.NotADirectory, _mutator.Rename(At("from"), At("file/below/to")));
        Assert.True(File.Exists(At("from")));
    }

    [Fact]
    public void Unlink_takes_the_symbolic_link_and_leaves_what_it_points_at()
    {
        TempStore.Write(At("file"), "x");
        Posix.SymbolicLink(At("link"), At("file"));

        Assert.Equal(default, _mutator.Unlink(At("link")));
        Assert.Equal("x", File.ReadAllText(At("file")));
        Assert.Equal(default, _mutator.Unlink(At("file")));
        Assert.Equal(Errno.NoSuchEntry, _mutator.Unlink(At("file")));
    }

    [Fact]
    public void Only_an_empty_directory_is_removed()
    {
        TempStore.Write(At("directory/file"), "x");

        Assert.Equal(Errno.NotEmpty, _mutator.RemoveEmptyDirectory(At("directory")));
        Assert.Equal("x", File.ReadAllText(At("directory/file")));
        Assert.Equal(default, _mutator.Unlink(At("directory/file")));
        Assert.Equal(default, _mutator.RemoveEmptyDirectory(At("directory")));
        Assert.Equal(Errno.NoSuchEntry, _mutator.RemoveEmptyDirectory(At("directory")));
    }

    [Fact]
    public void A_directory_can_be_synced_and_nothing_else()
    {
        TempStore.Write(At("file"), "x");

        Assert.Equal(default, _mutator.SyncDirectory(_store.Root));
        Assert.Equal(Errno.NotADirectory, _mutator.SyncDirectory(At("file")));
        Assert.Equal(Errno.NoSuchEntry, _mutator.SyncDirectory(At("missing")));
    }

    [Fact]
    public void An_error_is_told_in_the_words_of_the_manual_page() =>
        Assert.Equal("No such file or directory (errno 2)", Errno.NoSuchEntry.ToString());

    private string At(string name) => Path.Join(_store.Root, name);
}
