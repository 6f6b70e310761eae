using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RegistryJanitor.Storage;

/// <summary>One janitor's way to the lease, attempt by attempt: what it sees of another one's heartbeat counts from one to the next.</summary>
/// <param name="layout">The store.</param>
/// <param name="clock">For heartbeats, and written into the file for people.</param>
public sealed class LeaseClaim(StorageLayout layout, TimeProvider clock)
{
    private const string MustWrite = "The janitor must be able to write its own directory in the store.";

    private readonly HeartbeatFile _file = new(layout.HeldLease);
    private readonly HeartbeatFile _aside = new(layout.StaleLease);
    private readonly HeartbeatWatch _watch = new(clock);

    /// <summary>Whether the last attempt found that the file system has no <c>flock</c>.</summary>
    public bool IsByHeartbeat { get; private set; }

    /// <summary>For tests: stands for flock(2).</summary>
    internal Func<int, Errno> Flock { get; init; } = FlockHold.Lock;

    /// <summary>For tests of races: stands for rename(2).</summary>
    internal Func<string, string, int> Rename { get; init; } = Libc.Rename;

    private string Signature => string.Create(
        CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName} since {clock.GetUtcNow().UtcDateTime:u}");

    /// <summary>Takes the lease if nobody holds it.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="holder">Who holds it, when the answer is false.</param>
    /// <exception cref="StoreException">The store is not there or cannot be written.</exception>
    public bool TryTake([NotNullWhen(true)] out StorageLease? lease, [NotNullWhen(false)] out string? holder)
    {
        StoreException.ThrowIfMissing(layout);
        if (PosixMutator.MakeDirectories(layout.Own) is var refused && refused != default)
            throw new StoreException(layout.Own, refused, MustWrite);

        var hold = (ILeaseHold?)FlockHold.TryTake(layout.Lease, Signature, Flock, out var error);
        IsByHeartbeat = FlockHold.IsMissing(error);
        if (IsByHeartbeat)
            hold = TryTakeFile();
        else if (hold is null && error != Errno.WouldBlock)
            throw new StoreException(layout.Lease, error, "The janitor must be able to lock its own file in the store, or two of them could meet.");
        lease = hold is null ? null : new StorageLease(hold);
        holder = hold is null ? Holder() : null;
        return hold is not null;
    }

    private HeartbeatHold? TryTakeFile()
    {
        var askedAt = clock.GetTimestamp();
        var found = _file.Read(out var error);
        if (found is null && error != Errno.NoSuchEntry)
            throw new StoreException(_file.Path, error, MustWrite);
        if (found is not null && !(_watch.IsStale(found, askedAt) && TakeAway(found)))
            return null;

        var hold = HeartbeatHold.TryMake(_file, Signature, clock, out error);
        if (error == Errno.NoSpace && Libc.Unlink(layout.Ballast) == 0) // a full disk is when the janitor is needed most
            hold = HeartbeatHold.TryMake(_file, Signature, clock, out error);
        return hold is not null || error == Errno.Exists ? hold : throw new StoreException(_file.Path, error, MustWrite);
    }

    /// <summary>Moves a dead holder's file aside. False when somebody else was quicker or holds it open; it is then up to the next attempt.</summary>
    private bool TakeAway(string judged)
    {
        _ = Libc.Unlink(_aside.Path);
        if (Rename(_file.Path, _aside.Path) != 0)
            return false;
        if (string.Equals(_aside.Read(out _), judged, StringComparison.Ordinal))
        {
            _ = Libc.Unlink(_aside.Path);
            return true;
        }

        // It lives after all, or is the new one of somebody who was quicker.
        _ = Rename(_aside.Path, _file.Path);
        return false;
    }

    private string Holder()
    {
        var text = (IsByHeartbeat ? _file : new HeartbeatFile(layout.Lease)).Read(out _)?.Trim();
        return string.IsNullOrEmpty(text) ? "a process that has not written its name yet" : text;
    }
}
