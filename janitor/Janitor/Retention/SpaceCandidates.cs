using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Retention;

/// <summary>Which tags may go for space, and in what order: caches, then the longest unpushed of all repositories.</summary>
/// <param name="policies">What shields tags.</param>
/// <param name="keepAtLeast">The newest images of every repository that may not; caches take no place among them.</param>
/// <param name="youngSince">What was pushed since may not: its manifest stays for as long, so nothing would come back.</param>
/// <param name="now">The moment of the pass, UTC.</param>
public sealed class SpaceCandidates(RetentionPolicies policies, int keepAtLeast, DateTimeOffset youngSince, DateTimeOffset now)
{
    private readonly List<SpaceCandidate> _found = [];

    /// <summary>Those of every repository that was added.</summary>
    public IReadOnlyList<SpaceCandidate> OldestFirst
    {
        get
        {
            _found.Sort(SpaceCandidate.ByAge);
            return _found;
        }
    }

    /// <summary>Adds those of one repository.</summary>
    /// <param name="repository">Which.</param>
    /// <param name="verdicts">What becomes of its tags otherwise, newest push first.</param>
    public void Add(RepositoryName repository, ImmutableArray<Verdict> verdicts)
    {
        if (policies.Of(repository) is not { } policy)
            return;
        var floor = keepAtLeast;
        foreach (var verdict in verdicts)
        {
            if (verdict is not Verdict.Keep || ReferrerTag.TryParse(verdict.Tag.Tag, out _))
                continue;
            var isCache = policy.Cache?.Has(repository, verdict.Tag.Tag) is true;
            if (!isCache && floor-- > 0)
                continue;
            if (verdict.Tag.PushedAt < youngSince && policy.Shield(verdict.Tag, now) is null)
                _found.Add(new SpaceCandidate(repository, verdict.Tag, isCache));
        }
    }
}
