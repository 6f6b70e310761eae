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
/// 2  holds and undo windows end now
/// 3  the oldest tags go, never the newest of a repository
/// </code>
/// The grace is never cut: what was pushed within it may be a push that is not over. What it holds back counts as given back, since it will be, so that
/// a store which was filled within the grace does not lose all its tags to it.
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
        if (settings.Space.ShortageIn(new StoreSpace(sizes.Total, free, total)) is not { } shortage || NowIn(planned) >= shortage.Bytes)
            return planned;
        if (planned.Plan.Blobs is not BlobPlan.Collect)
            return With(planned, $"Space is short: {shortage.Why}; no tag goes for it, since no blob could.");

        var pressed = settings with { Hold = TimeSpan.Zero, Undo = TimeSpan.Zero };
        planned = await PlanAsync(pressed).ConfigureAwait(false);
        if (Missing(planned) is not (> 0 and var missing))
            return With(planned, $"Space is short: {shortage.Why}; holds and undo windows end now.") with { EndsUndo = true };

        var choice = new SpaceChoice(new TagReach(layout, planned.Graph, _unmeasured.Add), sizes, new MarkedTargets(planned.Marks));
        var candidates = new SpaceCandidates(settings.Retention, settings.Space.KeepAtLeast, youngSince: now - settings.Grace, now);
        foreach (var repository in planned.Plan.Repositories.Where(repository => repository.HeldBackBy.IsEmpty))
            candidates.Add(repository.Repository, repository.Verdicts);
        var tags = new TagsForSpace(choice.Choose(planned.Plan, candidates.OldestFirst, missing), $"space is short: {shortage.Why}");
        if (tags.Count > 0)
            planned = await PlanAsync(pressed with { Retention = settings.Retention with { ForSpace = tags } }).ConfigureAwait(false);
        var left = Missing(planned) is > 0 and var still ? $" {ByteSize.Text(still)} are missing still: what is left is protected, too young, or the newest of its repository." : "";
        return With(planned, $"Space is short: {shortage.Why}; holds and undo windows end now, and {tags.Count} tags go.{left}") with { EndsUndo = true };

        async Task<PlannedPass> PlanAsync(JanitorSettings attempt)
        {
            var planner = plannerWith(attempt);
            _planners.Add(planner);
            return await planner.PlanAsync(store, earlier, stop).ConfigureAwait(false);
        }

        long Missing(PlannedPass attempt) => shortage.Bytes - NowIn(attempt) - LaterIn(attempt);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var planner in _planners)
            planner.Dispose();
    }

    private static PlannedPass With(PlannedPass planned, string sentence) =>
        planned with { Plan = planned.Plan with { Space = sentence } };

    private static long NowIn(PlannedPass planned) => planned.Plan.Blobs.Steps.Sum(step => step.Bytes);

    private static long LaterIn(PlannedPass planned) => planned.Plan.Blobs is BlobPlan.Collect collect ? collect.Later.Sum(later => later.Bytes) : 0;
}
