using RegistryJanitor.Collection;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>What comes back where the registry has made the same directories again.</summary>
public sealed class PutBackTests : IDisposable
{
    private static readonly PassId s_pass = PassId.At(FakeClock.Start);

    private readonly TempStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Deep_down_each_file_comes_back_beside_what_is_there()
    {
        var deep = $"{_store.Layout.Repositories}/{string.Join('/', Enumerable.Repeat("d", 100))}";
        for (var i = 0; i < 10; i++)
            TempStore.Write($"{deep}/{i}/link", $"old {i}");
        var before = Tree.Of(_store.Layout.Registry);
        Assert.Equal(default, new PosixMutator().Rename(_store.Layout.Repositories, InTrash(_store.Layout.Repositories)));
        TempStore.Write($"{deep}/3/link", "new 3");
        TempStore.Write($"{deep}/10/link", "new 10");

        Assert.Empty(PutBack());

        Assert.Equal("new 3", File.ReadAllText($"{deep}/3/link"));
        Assert.Equal("new 10", File.ReadAllText($"{deep}/10/link"));
        TempStore.Damage($"{deep}/10");
        TempStore.Write($"{deep}/3/link", "old 3");
        Assert.Equal(before, Tree.Of(_store.Layout.Registry));
    }

    [Fact]
    public void A_file_where_a_directory_was_is_told_and_what_was_there_stays_in_the_trash()
    {
        TempStore.Write($"{_store.Layout.Repositories}/a/link", "old");
        TempStore.Write($"{_store.Layout.Repositories}/b/link", "old");
        Assert.Equal(default, new PosixMutator().Rename(_store.Layout.Repositories, InTrash(_store.Layout.Repositories)));
        TempStore.Write($"{_store.Layout.Repositories}/a", "a file");

        Assert.Single(PutBack());

        Assert.Equal("old", File.ReadAllText($"{InTrash(_store.Layout.Repositories)}/a/link"));
        Assert.Equal("old", File.ReadAllText($"{_store.Layout.Repositories}/b/link"));
    }

    [Fact]
    public void What_is_said_not_to_be_there_and_is_has_not_come_back()
    {
        var blob = _store.Blob("a layer");
        var trash = new Trash(_store.Layout, new PosixMutator(), s_pass);
        Assert.Null(trash.MoveBlob(blob));
        var lying = new FailingMutator(new PosixMutator(), _ => true, Errno.NoSuchEntry);

        Assert.Single(new Trash(_store.Layout, lying, s_pass).PutBack(_store.Layout.Blob(blob)));
    }

    private string InTrash(string path) => _store.Layout.InTrash(s_pass, path);

    private IReadOnlyList<StoreFault.Unreadable> PutBack() => new Trash(_store.Layout, new PosixMutator(), s_pass).PutBack(_store.Layout.Registry);
}
