using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>Two entries that copy to the same tag: the first has it, or both would overwrite each other in every run.</summary>
internal static class OverlappingTargets
{
    /// <summary>The plans with every tag of a target at most once.</summary>
    /// <param name="plans">In the order of lifecycle.yaml.</param>
    /// <param name="registry">Which names are of one registry.</param>
    internal static IReadOnlyList<EntryPlan> Settle(IReadOnlyList<EntryPlan> plans, RegistrySection registry)
    {
        var taken = new Dictionary<string, EntryPlan>(StringComparer.Ordinal);
        return [.. plans.Select(plan => plan with { Tags = [.. plan.Tags.Select(tag => Settled(plan, tag, registry, taken))] })];
    }

    private static PlannedTag Settled(EntryPlan plan, PlannedTag tag, RegistrySection registry, Dictionary<string, EntryPlan> taken)
    {
        var target = registry.Same(plan.Entry.Target.WithTag(tag.Tag)).ToString();
        if (taken.TryAdd(target, plan) || ReferenceEquals(taken[target], plan) || tag is not PlannedTag.Copy copy)
            return tag;
        var first = taken[target];
        var planned = first.Tags.First(other => other.Tag == tag.Tag);
        return planned is PlannedTag.Copy other && other.Source == copy.Source
            ? new PlannedTag.Keep(tag.Tag, copy.Source, copy.Source, $"is copied by the entry {first.Entry.Name}")
            : new PlannedTag.Fail(tag.Tag, $"{target} is also the target of the entry {first.Entry.Name}, which comes first; give one of them another target");
    }
}
