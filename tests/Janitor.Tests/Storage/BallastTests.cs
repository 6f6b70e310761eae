using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Storage;

public sealed class BallastTests : IDisposable
{
    private readonly TempStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // left by a file system that could not set space aside
    public void A_ballast_takes_the_space_that_it_is_there_for(bool empty)
    {
        Directory.CreateDirectory(_store.Layout.Own);
        if (empty)
            File.WriteAllBytes(_store.Layout.Ballast, []);

        new Ballast(_store.Layout, new PosixMutator()).MakeWhenRoom();

        using var own = OpenDirectory.TryOpen(_store.Layout.Own, out _);
        Assert.True(own!.TryStat("ballast", ""u8, out var found, out _));
        Assert.InRange((long)Math.Max(found.Size, found.Blocks * 512), Ballast.Size, long.MaxValue);
    }

    [Fact]
    public void A_ballast_that_is_there_is_not_written_again()
    {
        Directory.CreateDirectory(_store.Layout.Own);
        new Ballast(_store.Layout, new PosixMutator()).MakeWhenRoom();
        File.SetLastWriteTimeUtc(_store.Layout.Ballast, TempStore.LongAgo.UtcDateTime);

        new Ballast(_store.Layout, new FailingMutator(new PosixMutator(), _ => true, FailingMutator.InputOutput)).MakeWhenRoom();

        Assert.Equal(TempStore.LongAgo.UtcDateTime, File.GetLastWriteTimeUtc(_store.Layout.Ballast));
    }
}
