using Microsoft.Extensions.Logging;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>The collection of blobs with <c>GC_ENGINE=registry</c>: the registry's own collector, with a hold on every blob around it.</summary>
/// <param name="layout">The store.</param>
/// <param name="collector">The registry's collector.</param>
/// <param name="hold">What gives back.</param>
/// <param name="settle">Waits for longer than a manifest PUT takes.</param>
/// <param name="clock">Time.</param>
/// <param name="log">Where a missing hold is told.</param>
public sealed class RegistryEngine(
    StorageLayout layout, RegistryCollector collector, BlobHold hold, Func<CancellationToken, Task> settle, TimeProvider clock, ILogger log)
{
    /// <summary>Whether to collect although nobody asks for it: something was removed, the last one failed, or a day has passed.</summary>
    public static bool IsDue(StorageLayout layout, DateTimeOffset now) => CollectionState.Read(layout).IsDue(now);

    /// <summary>Notes that there is something to collect; a pass calls it before what it removed becomes final.</summary>
    /// <exception cref="IOException">The note cannot be written.</exception>
    public static void Announce(StorageLayout layout) => (CollectionState.Read(layout) with { Due = true }).Write(layout);

    /// <summary>Gives back what a collector took whose janitor died.</summary>
    public Task<HoldOutcome> RecoverAsync(CancellationToken stop) =>
        Directory.Exists(layout.Hold) ? hold.ReleaseAsync(settle, stop) : Task.FromResult(HoldOutcome.Nothing);

    /// <summary>Collects.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for; the next recovery ends what was begun.</exception>
    public async Task<BlobOutcome> CollectAsync(CancellationToken stop)
    {
        var notHeld = hold.Take(stop);
        if (notHeld is not null)
            Log.NotHeld(log, notHeld);
        var failure = await collector.RunAsync(stop).ConfigureAwait(false);
        var taken = notHeld is null ? await hold.ReleaseAsync(settle, stop).ConfigureAwait(false) : HoldOutcome.Nothing;
        if (failure is null && taken.Faults.IsEmpty)
            new CollectionState(Due: false, clock.GetUtcNow()).Write(layout);
        else
            Announce(layout);
        return new BlobOutcome(failure, taken);
    }
}
