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

    /// <summary>For tests: stands for flock(2).</summary>
    public Func<int, Errno> Flock { get; init; } = FlockHold.Lock;

    /// <summary>Waits for the lease, then works for as long as it is ours.</summary>
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
                : await WorkAsync(lease, work, stop).ConfigureAwait(false);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new PassResult.Failed(refused.Message);
        }
    }

    private async Task<PassResult> WorkAsync(
        StorageLease lease, Func<IStorageMutator, CancellationToken, Task<PassResult>> work, CancellationToken stop)
    {
        using var stopOrLost = CancellationTokenSource.CreateLinkedTokenSource(stop, lease.Lost);
        try
        {
            var result = await work(lease.Mutator, stopOrLost.Token).ConfigureAwait(false);
            return result is PassResult.Failed && lease.Lost.IsCancellationRequested ? LeaseLost() : result;
        }
        catch (OperationCanceledException) when (lease.Lost.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return LeaseLost();
        }
    }

    private PassResult.Failed LeaseLost() => new(
        $"the lease was lost: {layout.HeldLease} is gone, another janitor's, or could not be written for too long; nothing was changed after that, and the next pass undoes or finishes this one");

    /// <summary>Null when somebody else holds it for longer than is reasonable.</summary>
    private async Task<StorageLease?> LeaseAsync(CancellationToken stop)
    {
        var claim = new LeaseClaim(layout, clock) { Flock = Flock };
        var until = clock.GetUtcNow() + s_patience;
        for (var first = true; ; first = false)
        {
            var taken = claim.TryTake(out var lease, out var holder);
            if (first && claim.IsByHeartbeat)
                Log.LeasedByHeartbeat(log, layout.HeldLease, HeartbeatHold.Interval.TotalSeconds, HeartbeatWatch.Patience.TotalSeconds);
            if (taken)
                return lease;
            if (first && holder is not null)
                Log.Waits(log, holder);
            if (clock.GetUtcNow() >= until)
                return null;
            await Task.Delay(s_betweenAttempts, clock, stop).ConfigureAwait(false);
        }
    }
}
