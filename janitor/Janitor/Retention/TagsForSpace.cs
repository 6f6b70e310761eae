using System.Collections.Immutable;

namespace RegistryJanitor.Retention;

/// <summary>Tags that go because space is short.</summary>
/// <param name="tags">Which.</param>
/// <param name="why">Why, in words for people.</param>
public sealed class TagsForSpace(IEnumerable<SpaceCandidate> tags, string why)
{
    private readonly HashSet<(RepositoryName, Tag)> _tags = [.. tags.Select(tag => (tag.Repository, tag.Tag.Tag))];

    /// <summary>How many they are.</summary>
    public int Count => _tags.Count;

    /// <summary>The verdicts with these tags evicted; what goes anyway, and what follows its subject, is left as it is.</summary>
    public ImmutableArray<Verdict> TakeFrom(RepositoryName repository, ImmutableArray<Verdict> verdicts) =>
        [.. verdicts.Select(verdict => verdict is Verdict.Keep && _tags.Contains((repository, verdict.Tag.Tag)) ? new Verdict.Evict(verdict.Tag, why) : verdict)];
}
