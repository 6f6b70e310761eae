namespace RegistryJanitor.Storage;

/// <summary>What keeps other janitors away while a lease is held; disposing gives it back.</summary>
internal interface ILeaseHold : IDisposable
{
    /// <summary>Cancelled when it has turned out to be lost.</summary>
    CancellationToken Lost { get; }

    /// <summary>Asked before every change of the store.</summary>
    /// <returns>None when the lease is held; otherwise <see cref="Errno.LeaseLost"/>, or why that cannot be known.</returns>
    Errno Confirm();
}
