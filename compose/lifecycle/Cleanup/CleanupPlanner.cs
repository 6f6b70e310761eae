using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>
/// Decides what goes, from what was read and nothing else. Whatever stays may keep more, and nothing takes that back:
/// 1. What is not to be judged, or not known for certain, stays. 2. The rules of retention, and what lifecycle.yaml itself needs. 3. Until nothing changes: what shares
/// a digest with a tag that stays, is a part of it, speaks of it, or is what it was built from. 4. A repository that would lose too much loses nothing, and 3 again.
/// </summary>
/// <param name="retention">The section.</param>
/// <param name="rules">It as rules.</param>
/// <param name="registry">Which names are of one registry.</param>
internal sealed class CleanupPlanner(RetentionSection retention, CleanupRules rules, RegistrySection registry)
{
    /// <summary>Makes the plan; its order is that of <paramref name="seen"/>.</summary>
    /// <param name="seen">All repositories, also those of our own registry.</param>
    /// <param name="pins">Tags that lifecycle.yaml needs.</param>
    /// <param name="unknown">Why it is not known what all images are built from; null: it is.</param>
    /// <param name="now">The moment of the run, UTC.</param>
    internal IReadOnlyList<RepositoryPlan> Plan(IReadOnlyList<SeenRepository> seen, IReadOnlyList<CleanupPin> pins, string? unknown, DateTimeOffset now)
    {
        unknown ??= seen.FirstOrDefault(one => one is { Target.HasImages: true, Fault: not null }) is { } unread ? $"{unread.Target.Repository.Name} cannot be read" : null;
        var all = seen.Select(one => new JudgedRepository(one)).ToList();
        foreach (var one in all)
            Uncertain(one, unknown);
        foreach (var one in all)
            one.ByRules(rules, now);
        Pin(all, pins);
        int held;
        do
        {
            Settle(all);
            held = all.Count(one => one.Holds);
            foreach (var one in all)
                one.Limit(retention);
        }
        while (all.Count(one => one.Holds) > held);
        return [.. all.Select(one => one.Plan())];
    }

    private static void Uncertain(JudgedRepository one, string? unknown)
    {
        var target = one.Seen.Target;
        if (target.IsOwn)
            one.Refusal = "is in our own registry, which the janitor cleans by its own rules: janitor plan shows what would go";
        else if (one.Seen.IsAbsent)
            one.Refusal = $"{target.Repository.Registry} has no such repository";
        else if (one.Seen.Fault is { } fault)
            one.Fault = fault;
        else if (unknown is not null && target.IsBase)
            one.Fault = $"what images are built from cannot be known, and it may be this: {unknown}";
    }

    private void Pin(List<JudgedRepository> all, IReadOnlyList<CleanupPin> pins)
    {
        var why = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pin in pins)
            why.TryAdd(registry.Same(pin.Image).ToString(), pin.Why);
        Keep(all, why);
    }

    private void Keep(List<JudgedRepository> all, Dictionary<string, string> why)
    {
        foreach (var one in all)
        {
            foreach (var tag in one.Tags)
            {
                if (why.TryGetValue(registry.Same(one.Seen.Target.Repository.WithTag(tag.Seen.Tag)).ToString(), out var reason))
                    tag.Keep(reason);
            }
        }
    }

    private void Settle(List<JudgedRepository> all)
    {
        bool more;
        do
        {
            more = false;
            foreach (var one in all)
                more |= one.Spread();
            more |= KeepBases(all);
        }
        while (more);
    }

    /// <summary>Keeps what images that stay were built from; gives whether that kept another tag.</summary>
    private bool KeepBases(List<JudgedRepository> all)
    {
        var (names, digests) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<Digest, string>());
        var before = all.Sum(one => one.Tags.Count(one.Stays));
        foreach (var one in all)
        {
            foreach (var tag in one.Tags.Where(one.Stays))
            {
                var why = $"{one.Seen.Target.Repository.WithTag(tag.Seen.Tag)} is built from it";
                foreach (var built in tag.Seen.Content.Bases)
                {
                    if (built.Name is { } name)
                        names.TryAdd(registry.Same(name).ToString(), why);
                    if (built.Digest is { } digest)
                        digests.TryAdd(digest, why);
                }
            }
        }

        Keep(all, names);
        foreach (var tag in all.SelectMany(one => one.Tags).Where(tag => tag.Keeps is null))
        {
            foreach (var digest in tag.Seen.Content.Parts.Append(tag.Seen.Digest!.Value))
            {
                if (digests.TryGetValue(digest, out var why))
                    tag.Keep(why);
            }
        }

        return all.Sum(one => one.Tags.Count(one.Stays)) > before;
    }
}
