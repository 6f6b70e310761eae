using System.Collections.Immutable;
using RegistryJanitor.Collection;

namespace RegistryJanitor.Status;

/// <summary>What a pass would do if it began at a moment, as far as the page shows it.</summary>
/// <param name="At">That moment, UTC.</param>
/// <param name="Evicted">The first tags that would go.</param>
/// <param name="EvictionCount">How many would in all.</param>
/// <param name="BytesNow">What the blobs take that would go.</param>
/// <param name="BytesLater">What is unreferenced by then, and due later.</param>
/// <param name="Why">Why it is not known, a sentence; null when it is.</param>
internal sealed record NextPlan(
    DateTimeOffset At, ImmutableArray<GoneTag> Evicted, int EvictionCount, long BytesNow, long BytesLater, string? Why)
{
    private const int MostShown = 100;

    /// <summary>Of a plan, which may have a million steps, only what is shown is kept.</summary>
    public static NextPlan Of(CollectionPlan plan, DateTimeOffset at) => new(
        at,
        [.. plan.Repositories.SelectMany(repository => repository.Evictions).Take(MostShown).Select(step => GoneTag.By(step, digest: null))],
        plan.EvictionCount,
        plan.Blobs.Steps.Sum(step => step.Bytes),
        plan.Blobs is BlobPlan.Collect collect ? collect.Later.Sum(later => later.Bytes) : 0,
        (plan.Blobs as BlobPlan.Refused)?.Why);

    /// <summary>There is no plan.</summary>
    public static NextPlan Unknown(DateTimeOffset at, string why) => new(at, [], 0, 0, 0, why);
}
