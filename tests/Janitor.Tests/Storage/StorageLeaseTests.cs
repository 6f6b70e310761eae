using System.Diagnostics;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Storage;

[Collection(OneAtATime.Collection)]
public sealed class StorageLeaseTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly FakeClock _clock = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_second_janitor_is_refused_in_the_words_of_the_first()
    {
        using var first = Take(out _);
        var second = Take(out var holder);

        Assert.NotNull(first);
        Assert.Null(second);
        Assert.Equal($"process {Environment.ProcessId} on {Environment.MachineName} since 2026-11-20 10:00:00Z", holder);
    }

    [Fact]
    public void A_lease_that_is_given_back_can_be_taken()
    {
        Take(out _)!.Dispose();

        using var next = Take(out _);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task A_lease_is_free_when_its_holder_dies_however_it_dies()
    {
        Directory.CreateDirectory(_store.Layout.Own);
        using var holder = Process.Start(new ProcessStartInfo("flock", [_store.Layout.Lease, "sh", "-c", "echo held; exec sleep 1000"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync());
        Assert.Null(Take(out var unsigned));
        Assert.Equal("a process that has not written its name yet", unsigned);

        holder.Kill(entireProcessTree: true);
        await holder.WaitForExitAsync();
        await holder.StandardOutput.ReadToEndAsync();

        using var next = Take(out _);
        Assert.NotNull(next);
    }

    [Fact]
    public void A_shorter_name_leaves_nothing_of_a_longer_one()
    {
        Directory.CreateDirectory(_store.Layout.Own);
        File.WriteAllText(_store.Layout.Lease, new string('x', 200));
        using var first = Take(out _);

        Take(out var holder);

        Assert.DoesNotContain("x", holder!.Replace(Environment.MachineName, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_directory_that_is_not_there_is_a_missing_mount_and_is_not_made()
    {
        var missing = Path.Join(_store.Root, "not-mounted");

        var refused = Assert.Throws<StoreException>(() => new LeaseClaim(new StorageLayout(missing), _clock).TryTake(out _, out _));

        Assert.Equal($"{missing}: No such file or directory (errno 2). JANITOR_DATA_DIR must be the registry's root directory; is it mounted?", refused.Message);
        Assert.False(Directory.Exists(missing));
    }

    [Fact]
    public void A_symbolic_link_in_the_lease_s_place_is_not_followed()
    {
        Posix.SymbolicLink(_store.Layout.Lease, Path.Join(_store.Root, "victim"));

        Assert.Throws<StoreException>(() => Take(out _));
        Assert.False(File.Exists(Path.Join(_store.Root, "victim")));
    }

    private StorageLease? Take(out string? holder)
    {
        new LeaseClaim(_store.Layout, _clock).TryTake(out var lease, out holder);
        return lease;
    }
}
