using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.State;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>All entries: none waits for another's failure.</summary>
/// <param name="file">What is wanted.</param>
/// <param name="parallelism">Entries that are planned, and copies that are made, at once.</param>
internal sealed class SyncRun(LifecycleFile file, int parallelism)
{
    /// <summary>Asks something for every entry; the order of the answers is that of lifecycle.yaml.</summary>
    internal async Task<IReadOnlyList<EntryPlan>> PlanAsync(Func<SyncEntry, CancellationToken, Task<EntryPlan>> ask, CancellationToken cancel)
    {
        var plans = new EntryPlan[file.Sync.Entries.Count];
        await Parallel.ForAsync(0, plans.Length, Options(cancel), async (at, stop) => plans[at] = await ask(file.Sync.Entries[at], stop));
        return OverlappingTargets.Settle(plans, file.Registry);
    }

    /// <summary>Does what the plans say, and tells how far it is after every copy.</summary>
    internal async Task<SyncState> CopyAsync(IReadOnlyList<EntryPlan> plans, SyncState known, ImageCopier copier, CreationReader creations, Action<SyncState> keep, TimeProvider clock, CancellationToken cancel)
    {
        var results = new SyncResults(plans, known);
        var oneAtATime = new Lock();
        var copies = plans.SelectMany(plan => plan.Tags.OfType<PlannedTag.Copy>().Select(tag => new Work(plan.Entry, tag)));
        await Parallel.ForEachAsync(copies, Options(cancel), async (work, stop) =>
        {
            results.Note(work.Tag, await copier.CopyAsync(work.Entry, work.Tag, stop), clock.GetUtcNow());
            lock (oneAtATime)
                keep(results.Records(clock.GetUtcNow()));
        });
        var unread = plans.SelectMany(plan => plan.Tags.OfType<PlannedTag.Keep>().Where(tag => IsUnread(plan.Entry, tag, known)).Select(tag => (plan.Entry, Tag: tag)));
        await Parallel.ForEachAsync(unread, Options(cancel), async (kept, stop) =>
        {
            if (await creations.OfAsync(kept.Entry.Target, kept.Tag.Target, stop) is (true, var created))
                results.Note(kept.Tag, created);
        });
        var done = results.Records(clock.GetUtcNow());
        keep(done);
        return done;
    }

    /// <summary>Whether nobody has looked yet when an image was made that was there already.</summary>
    private static bool IsUnread(SyncEntry entry, PlannedTag.Keep tag, SyncState known) =>
        !ReferrerTag.IsOne(tag.Tag.Value) && known.TagOf(entry.Source.Name, entry.Target.Name, tag.Tag.Value)?.CreatedOf?.Equals($"{tag.Target}", StringComparison.Ordinal) is not true;

    private ParallelOptions Options(CancellationToken cancel) => new() { MaxDegreeOfParallelism = parallelism, CancellationToken = cancel };

    private sealed record Work(SyncEntry Entry, PlannedTag.Copy Tag);
}
