namespace RegistryJanitor.Storage;

/// <summary>Phase 1: one janitor a store. Whoever holds the lease may change the store; the verbs are to be had nowhere else.</summary>
/// <remarks><see cref="LeaseClaim"/> gets one: by <c>flock</c>, or where the file system has none, by a file with a heartbeat.</remarks>
public sealed class StorageLease : IDisposable
{
    private readonly ILeaseHold _hold;

    internal StorageLease(ILeaseHold hold)
    {
        _hold = hold;
        Mutator = new LeasedMutator(new PosixMutator(), hold);
    }

    /// <summary>What can change the store, for as long as the lease is held. After that it refuses with <see cref="Errno.LeaseLost"/>.</summary>
    public IStorageMutator Mutator { get; }

    /// <summary>Cancelled when the lease is somebody else's although it was never given back. By <c>flock</c> that cannot be.</summary>
    public CancellationToken Lost => _hold.Lost;

    /// <inheritdoc/>
    public void Dispose() => _hold.Dispose();
}
