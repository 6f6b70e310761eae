using RegistryJanitor.Collection;
using RegistryJanitor.Storage;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Reporting;

/// <summary>What is shown of a plan. The plan itself is of the whole store.</summary>
/// <param name="plan">The plan.</param>
/// <param name="shown">The repositories that were asked for.</param>
/// <param name="sizes">What takes the space; null when nobody asked.</param>
internal sealed class PlanView(CollectionPlan plan, RepositoryPatterns shown, UsageReport? sizes)
{
    private readonly Dictionary<string, RepositoryUsage> _usage =
        sizes?.Usage.Repositories.ToDictionary(usage => usage.Repository.Value, StringComparer.Ordinal) ?? [];

    private readonly Dictionary<string, Dictionary<string, TagUsage>> _tags = new(StringComparer.Ordinal);

    /// <summary>The plan.</summary>
    public CollectionPlan Plan => plan;

    /// <summary>The repositories that were asked for.</summary>
    public RepositoryPatterns Shown => shown;

    /// <summary>What takes the space; null when nobody asked.</summary>
    public StoreUsage? Usage => sizes?.Usage;

    /// <summary>The repositories that are shown.</summary>
    public IEnumerable<RepositoryPlan> Repositories => plan.Repositories.Where(repository => shown.Match(repository.Repository));

    /// <summary>The steps outside of repositories. Blobs belong to none, so they are shown with the whole store only.</summary>
    public IEnumerable<CollectionStep> StoreSteps => shown.AreAll
        ? plan.Blobs.Steps.Concat<CollectionStep>(plan.Forgotten).Concat(plan.Litter)
        : plan.Forgotten.Where(step => shown.Match(step.Tag.Repository));

    /// <summary>What is not as it should be, and what stood in the way of the sizes.</summary>
    public IEnumerable<StoreFault> Faults => sizes is null ? plan.Faults : plan.Faults.Concat(sizes.Faults.Except(plan.Faults).Except(plan.HeldBack));

    /// <summary>Everything was read, and blobs may go.</summary>
    public bool IsSound => !plan.Ignorance.Any() && plan.Blobs is not BlobPlan.Refused && sizes?.IsWhole is not false;

    /// <summary>What a tag takes; null when that is not known.</summary>
    public TagUsage? Of(RepositoryName repository, Tag tag)
    {
        if (!_tags.TryGetValue(repository.Value, out var tags))
        {
            _tags.Add(repository.Value, tags = new Dictionary<string, TagUsage>(StringComparer.Ordinal));
            foreach (var usage in _usage.TryGetValue(repository.Value, out var counted) ? counted.Tags : [])
                tags.Add(usage.Tag.Value, usage);
        }

        return tags.GetValueOrDefault(tag.Value);
    }
}
