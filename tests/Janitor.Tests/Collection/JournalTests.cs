using RegistryJanitor.Collection;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

public sealed class JournalTests : IDisposable
{
    private const string Id = "20261120T100000000Z";
    private static readonly PassId s_pass = PassId.At(FakeClock.Start);

    private readonly TempStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_pass_that_committed_is_to_be_finished()
    {
        Directory.CreateDirectory(_store.Layout.Own);
        using (var journal = Journal.Open(_store.Layout))
        {
            journal.Begin(s_pass);
            Assert.Empty(Journal.ReadCommitted(_store.Layout));
            journal.Commit(s_pass);
        }

        Assert.Equal([s_pass], Journal.ReadCommitted(_store.Layout));
        Assert.Equal($"1 begin {Id}\n1 commit {Id}\n", File.ReadAllText(_store.Layout.Journal));
    }

    [Fact]
    public void A_cleared_journal_promises_nothing()
    {
        TempStore.Write(_store.Layout.Journal, $"1 commit {Id}\n");
        using var journal = Journal.Open(_store.Layout);

        journal.Clear();

        Assert.Empty(Journal.ReadCommitted(_store.Layout));
        Assert.Equal(0, new FileInfo(_store.Layout.Journal).Length);
    }

    [Fact]
    public void No_journal_promises_nothing() => Assert.Empty(Journal.ReadCommitted(_store.Layout));

    [Theory]
    [InlineData($"1 begin {Id}\n1 commit {Id}")] // torn before its end
    [InlineData($"1 begin {Id}\n1 comm")]
    [InlineData($"2 commit {Id}\n")]
    [InlineData($"1 COMMIT {Id}\n")]
    [InlineData($"1  commit {Id}\n")]
    [InlineData($"1 commit {Id} more\n")]
    [InlineData("1 commit tomorrow\n")]
    [InlineData("\0\0\0\0\0\0\0\0\n")]
    [InlineData("\n\n\n")]
    [InlineData($"1 begin {Id}\n")]
    [InlineData($"1 comm1 commit {Id}\n")]
    public void What_is_torn_or_not_understood_was_never_written(string content)
    {
        TempStore.Write(_store.Layout.Journal, content);

        Assert.Empty(Journal.ReadCommitted(_store.Layout));
    }

    [Fact]
    public void A_damaged_line_does_not_take_the_others_with_it()
    {
        TempStore.Write(_store.Layout.Journal, $"1 commit {Id}\n\0\0garbage\n2 commit 20261120T110000000Z\n1 comm");

        Assert.Equal([s_pass], Journal.ReadCommitted(_store.Layout));
    }

    [Fact]
    public void A_symbolic_link_in_the_journal_s_place_is_not_written_through()
    {
        TempStore.Write($"{_store.Root}/victim", "content");
        Posix.SymbolicLink(_store.Layout.Journal, $"{_store.Root}/victim");

        Assert.Throws<StoreException>(() => Journal.Open(_store.Layout));
        Assert.Equal("content", File.ReadAllText($"{_store.Root}/victim"));
    }
}
