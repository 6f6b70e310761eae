using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Retention;

/// <summary>Which tags may go for space, and in what order: the longest unpushed of all repositories first.</summary>
/// <param name="policies">What shields tags.</param>
/// <param name="keepAtLeast">The newest tags of every repository that may not.</param>
/// <param name="now">The moment of the pass, UTC.</param>
public sealed class SpaceCandidates(RetentionPolicies policies, int keepAtLeast, DateTimeOffset now)
{
    /// <summary>Those of all repositories.</summary>
    /// <param name="repositories">The verdicts of each, newest push first.</param>
    public IReadOnlyList<(RepositoryName Repository, TagSnapshot Tag)> OldestFirst(IEnumerable<(RepositoryName Repository, ImmutableArray<Verdict> Verdicts)> repositories) =>
    [
        .. repositories.SelectMany(repository => Of(repository.Repository, repository.Verdicts))
            .OrderBy(candidate => candidate.Tag.Link.ModifiedNanoseconds)
            .ThenBy(candidate => candidate.Repository)
            .ThenBy(candidate => candidate.Tag.Tag, Tag.NaturalOrder),
    ];

    private IEnumerable<(RepositoryName Repository, TagSnapshot Tag)> Of(RepositoryName repository, ImmutableArray<Verdict> verdicts)
    {
        if (policies.Of(repository) is not { } policy)
            return [];
        return verdicts.Where(verdict => verdict is Verdict.Keep && !ReferrerTag.TryParse(verdict.Tag.Tag, out _))
            .Skip(keepAtLeast)
            .Where(verdict => policy.Shield(verdict.Tag, now) is null)
            .Select(verdict => (repository, verdict.Tag));
    }
}
