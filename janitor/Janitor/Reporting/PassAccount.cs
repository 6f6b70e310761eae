using System.Collections.Immutable;
using RegistryJanitor.Collection;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Reporting;

/// <summary>What a pass that came to its end has to tell, beside whether it succeeded.</summary>
/// <param name="Pass">Its name, which its trash and its evicted tags carry, too.</param>
/// <param name="Counts">In numbers.</param>
/// <param name="Evicted">The tags that are gone; of a dry run, those that would be.</param>
/// <param name="Faults">What is not as it should be, and what stood in the way.</param>
/// <param name="Later">What comes back later, by when.</param>
public sealed record PassAccount(
    PassId Pass, PassCounts Counts, ImmutableArray<GoneTag> Evicted, ImmutableArray<StoreFault> Faults, ImmutableArray<LaterBytes> Later)
{
    /// <summary>What was done because space was short, a sentence; null when it was not.</summary>
    public string? Space { get; init; }

    /// <summary>Of a pass.</summary>
    public static PassAccount Of(PassId pass, CollectionPlan plan, ExecutionOutcome done)
    {
        var later = LaterOf(plan);
        var counts = new PassCounts(
            plan.Repositories.Length, plan.TagCount - done.Evicted, done.Evicted, done.Removed, done.Collected, done.BlobsPutBack, done.PushedAgain, done.Bytes,
            later.Sum(blobs => blobs.Bytes));
        return new PassAccount(pass, counts, done.Tags, [.. plan.Faults.Concat(plan.HeldBack).Concat(done.Faults).Distinct()], later) { Space = plan.Space };
    }

    /// <summary>Of a dry run.</summary>
    public static PassAccount Of(PassId pass, CollectionPlan plan)
    {
        var later = LaterOf(plan);
        var counts = new PassCounts(
            plan.Repositories.Length, plan.TagCount - plan.EvictionCount, plan.EvictionCount, plan.RemovalCount, plan.Blobs.Steps.Length, 0, 0,
            plan.Blobs.Steps.Sum(step => step.Bytes), later.Sum(blobs => blobs.Bytes));
        var evicted = plan.Repositories.SelectMany(repository => repository.Evictions).Select(step => GoneTag.By(step, digest: null));
        return new PassAccount(pass, counts, [.. evicted], [.. plan.Faults.Concat(plan.HeldBack).Distinct()], later) { Space = plan.Space };
    }

    private static ImmutableArray<LaterBytes> LaterOf(CollectionPlan plan) => plan.Blobs is BlobPlan.Collect collect ? collect.Later : [];
}
