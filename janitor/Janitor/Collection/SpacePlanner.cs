using System.Collections.Concurrent;
using RegistryJanitor.Daemon;
using RegistryJanitor.Retention;
using RegistryJanitor.Storage;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Collection;

/// <summary>Phases 4 to 7 where space may decide: planned as ever, and again with less and less kept while that gives back too little.</summary>
/// <remarks>
/// <code>
/// 1  as the settings say
/// 2  holds end now
/// 3  undo windows, too
/// 4  caches and the oldest tags go, never the newest images of a repository
/// </code>
/// The grace is never cut: what was pushed within it may be a push that is not over. But what only the grace, a hold or a push in flight holds back will come,
/// so it is no reason to take a tag: before step 4 the store is planned once more as it will be when all that is over, and only what is missing then
/// is taken. As soon as blobs cannot go at all, the first plan stands: no tag goes in vain.
/// </remarks>
/// <param name="layout">The store.</param>
/// <param name="settings">The limits, and everything else.</param>
/// <param name="plannerWith">Makes the planner of one attempt.</param>
/// <param name="space">Asks the file system how much is free, and how big it is, bytes.</param>
/// <param name="now">The moment of the pass, UTC.</param>
internal sealed class SpacePlanner(
    StorageLayout layout, JanitorSettings settings, Func<JanitorSettings, StorePlanner> plannerWith, Func<(long Free, long Total)> space, DateTimeOffset now) : IDisposable
{
    private readonly List<StorePlanner> _planners = [];
    private readonly ConcurrentBag<StoreFault> _unmeasured = [];

    /// <summary>Plans a pass.</summary>
    /// <inheritdoc cref="StorePlanner.PlanAsync"/>
    public async Task<PlannedPass> PlanAsync(ScannedStore store, IReadOnlyList<StoreFault> earlier, CancellationToken stop)
    {
        var planned = await PlanAsync(settings).ConfigureAwait(false);
        if (!settings.Space.AreSet)
            return planned;
        var sizes = BlobSizes.Read(layout, planned.Graph.Digests, settings.Parallelism, _unmeasured.Add, stop);
        var (free, total) = space();
        if (settings.Space.ShortageIn(new StoreSpace(sizes.Total, free, total)) is not { } shortage || GivenBy(planned) >= shortage.Bytes)
            return planned;
        if (!shortage.IsOurs)
            return Says(planned, "the store does not take that much, so something else fills the disk: nothing more goes than ever");

        PlannedPass attempt;
        foreach (var pressed in (JanitorSettings[])[settings with { Hold = TimeSpan.Zero }, settings with { Hold = TimeSpan.Zero, Undo = TimeSpan.Zero }])
        {
            attempt = await PlanAsync(pressed).ConfigureAwait(false);
            if (attempt.Plan.Blobs is not BlobPlan.Collect)
                return InVain(planned);
            var endsUndo = pressed.Undo < settings.Undo;
            if (GivenBy(attempt) >= shortage.Bytes)
                return Says(attempt, endsUndo ? "holds and undo windows end now" : "holds end now") with { EndsUndo = endsUndo };
        }

        // Never carried out: what will be back once graces and pushes in flight are over.
        var last = settings with { Hold = TimeSpan.Zero, Undo = TimeSpan.Zero };
        var coming = await PlanAsync(last with { Grace = TimeSpan.Zero }).ConfigureAwait(false);
        if (coming.Plan.Blobs is not BlobPlan.Collect)
            return InVain(planned);
        var missing = shortage.Bytes - GivenBy(coming);
        var choice = new SpaceChoice(new TagReach(layout, coming.Graph, _unmeasured.Add), sizes, new MarkedTargets(coming.Marks));
        var tags = new TagsForSpace(choice.Choose(coming.Plan, Candidates(coming.Plan), missing), $"space is short: {shortage.Why}");
        var left = missing - choice.Given;

        attempt = await PlanAsync(last with { Retention = settings.Retention with { ForSpace = tags } }).ConfigureAwait(false);
        return attempt.Plan.Blobs is BlobPlan.Collect
            ? Says(attempt, Words(tags.Count, left)) with { EndsUndo = settings.Undo > TimeSpan.Zero }
            : InVain(planned);

        PlannedPass InVain(PlannedPass first) => Says(first, "no tag goes for it, since no blob could");

        PlannedPass Says(PlannedPass chosen, string what) => chosen with { Plan = chosen.Plan with { Space = $"Space is short: {shortage.Why}; {what}." } };

        async Task<PlannedPass> PlanAsync(JanitorSettings with)
        {
            var planner = plannerWith(with);
            _planners.Add(planner);
            return await planner.PlanAsync(store, earlier, stop).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var planner in _planners)
            planner.Dispose();
    }

    private static string Words(int tags, long left)
    {
        const string Ended = "holds and undo windows end now";
        if (left > 0)
            return $"{Ended}, and {tags} tags go; {ByteSize.Text(left)} are missing still: what is left is protected, too young, or the newest of its repository";
        return tags > 0 ? $"{Ended}, and {tags} tags go" : $"{Ended}; the rest comes back once the grace and pushes in flight are over";
    }

    private IReadOnlyList<SpaceCandidate> Candidates(CollectionPlan plan)
    {
        var candidates = new SpaceCandidates(settings.Retention, settings.Space.KeepAtLeast, youngSince: now - settings.Grace, now);
        foreach (var repository in plan.Repositories.Where(repository => repository.HeldBackBy.IsEmpty))
            candidates.Add(repository.Repository, repository.Verdicts);
        return candidates.OldestFirst;
    }

    /// <summary>What the steps of a plan give back, bytes: blobs, and uploads that were given up.</summary>
    private static long GivenBy(PlannedPass planned)
    {
        var bytes = planned.Plan.Blobs.Steps.Sum(step => step.Bytes);
        foreach (var repository in planned.Plan.Repositories)
        {
            foreach (var step in repository.Uploads)
                bytes += step.Upload.Data?.Size ?? 0;
        }

        return bytes;
    }
}
