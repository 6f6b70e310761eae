using RegistryJanitor.Retention;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Collection;

/// <summary>Chooses tags whose blobs nobody else has, until enough would be given back.</summary>
/// <remarks>
/// What only untagged manifests or late pushes hold is not seen here, so that less may come back than was counted, never more: then the next pass takes
/// some more, and no tag went in vain.
/// </remarks>
/// <param name="reach">What tags lead to.</param>
/// <param name="sizes">How long blobs are.</param>
/// <param name="targets">What tags point at.</param>
internal sealed class SpaceChoice(TagReach reach, BlobSizes sizes, MarkedTargets targets)
{
    // By blob, how many tags that stay lead to it.
    private readonly int[] _holders = new int[sizes.Count];
    private readonly Dictionary<SpaceCandidate, int> _targets = [];

    /// <summary>The first of the candidates that together give back enough; all of them when they do not.</summary>
    /// <param name="plan">What stays without this.</param>
    /// <param name="candidates">In the order in which they go.</param>
    /// <param name="bytes">How much is enough.</param>
    public IReadOnlyList<SpaceCandidate> Choose(CollectionPlan plan, IReadOnlyList<SpaceCandidate> candidates, long bytes)
    {
        foreach (var repository in plan.Repositories)
            Hold(repository);
        var chosen = new List<SpaceCandidate>();
        foreach (var candidate in candidates)
        {
            if (bytes <= 0)
                break;
            chosen.Add(candidate);
            if (_targets.TryGetValue(candidate, out var target))
                bytes -= Release(candidate.Repository, target);
        }

        return chosen;
    }

    private void Hold(RepositoryPlan repository)
    {
        var known = targets.Of(repository.Repository);
        foreach (var verdict in repository.Verdicts)
        {
            if (verdict is Verdict.Evict || !known.TryGetValue(verdict.Tag.Tag.Value, out var at))
                continue;
            _targets[new SpaceCandidate(repository.Repository, verdict.Tag)] = at.Target;
            foreach (var blob in reach.Of(repository.Repository, at.Target))
                _holders[blob]++;
        }
    }

    /// <summary>What nobody else holds, bytes.</summary>
    private long Release(RepositoryName repository, int target)
    {
        var freed = 0L;
        foreach (var blob in reach.Of(repository, target))
        {
            if (--_holders[blob] == 0)
                freed += sizes[blob];
        }

        return freed;
    }
}
