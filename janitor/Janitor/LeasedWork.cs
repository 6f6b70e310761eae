using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;

namespace RegistryJanitor;

/// <summary>Phase 1, for a pass and for whatever else changes the store: work that begins when the lease is ours and ends with it.</summary>
/// <param name="layout">The store.</param>
/// <param name="clock">Time.</param>
/// <param name="log">Says who is waited for.</param>
internal sealed class LeasedWork(StorageLayout layout, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_betweenAttempts = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits for the lease, then works.</summary>
    /// <param name="work">Gets what can change the store.</param>
    /// <param name="stop">Ends the wait, and is handed on to the work.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public async Task<PassResult> RunAsync(Func<IStorageMutator, CancellationToken, Task<PassResult>> work, CancellationToken stop)
    {
        try
        {
            using var lease = await LeaseAsync(stop).ConfigureAwait(false);
            return lease is null
                ? new PassResult.Busy($"another janitor has worked on {layout.Root} for more than {s_patience.TotalMinutes} minutes")
                : await work(lease.Mutator, stop).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new PassResult.Failed(refused.Message);
        }
    }

    /// <summary>Null when somebody else holds it for longer than is reasonable.</summary>
    private async Task<StorageLease?> LeaseAsync(CancellationToken stop)
    {
        var until = clock.GetUtcNow() + s_patience;
        for (var first = true; ; first = false)
        {
            if (StorageLease.TryAcquire(layout, clock.GetUtcNow(), out var lease, out var holder))
                return lease;
            if (first)
                Log.Waits(log, holder);
            if (clock.GetUtcNow() >= until)
                return null;
            await Task.Delay(s_betweenAttempts, clock, stop).ConfigureAwait(false);
        }
    }
}
