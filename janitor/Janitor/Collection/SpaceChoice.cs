using RegistryJanitor.Retention;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Collection;

/// <summary>Chooses tags whose blobs nobody else has, until enough would be given back.</summary>
/// <remarks>
/// A blob comes back when no tag that stays leads to it; what holds it for a while only (the grace, a push in flight) does not count, as it does not in
/// what is missing. So a tag never goes twice for the same bytes, pass after pass.
/// </remarks>
/// <param name="reach">What tags lead to.</param>
/// <param name="sizes">How long blobs are.</param>
/// <param name="targets">What tags point at.</param>
internal sealed class SpaceChoice(TagReach reach, BlobSizes sizes, MarkedTargets targets)
{
    // By blob, how many tags that stay lead to it.
    private readonly int[] _holders = new int[sizes.Count];
    private readonly Dictionary<(RepositoryName, Tag), int> _targets = [];

    /// <summary>What the chosen ones give back, bytes.</summary>
    public long Given { get; private set; }

    /// <summary>
    /// The first of the candidates that together give back enough, without those that add nothing to it; all that add something when they do not.
    /// </summary>
    /// <param name="plan">What stays without this.</param>
    /// <param name="candidates">In the order in which they go.</param>
    /// <param name="bytes">How much is enough.</param>
    public IReadOnlyList<SpaceCandidate> Choose(CollectionPlan plan, IReadOnlyList<SpaceCandidate> candidates, long bytes)
    {
        foreach (var repository in plan.Repositories)
            Hold(repository);
        var chosen = new List<SpaceCandidate>();
        var given = 0L;
        foreach (var candidate in candidates)
        {
            if (given >= bytes)
                break;
            if (!_targets.TryGetValue((candidate.Repository, candidate.Tag.Tag), out var target))
                continue; // nobody knows what it leads to
            chosen.Add(candidate);
            given += Release(candidate.Repository, target);
        }

        // From the last: what is held by others, or was outdone by what came later, need not go.
        for (var i = chosen.Count - 1; i >= 0; i--)
        {
            var target = _targets[(chosen[i].Repository, chosen[i].Tag.Tag)];
            var without = given - Regain(chosen[i].Repository, target);
            if (without >= bytes || without == given)
            {
                given = without;
                chosen.RemoveAt(i);
            }
            else
            {
                Release(chosen[i].Repository, target);
            }
        }

        Given = given;
        return chosen;
    }

    private void Hold(RepositoryPlan repository)
    {
        var known = targets.Of(repository.Repository);
        foreach (var verdict in repository.Verdicts)
        {
            if (verdict is Verdict.Evict || !known.TryGetValue(verdict.Tag.Tag.Value, out var at))
                continue;
            _targets[(repository.Repository, verdict.Tag.Tag)] = at.Target;
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

    /// <summary>What would not come back after all, bytes.</summary>
    private long Regain(RepositoryName repository, int target)
    {
        var kept = 0L;
        foreach (var blob in reach.Of(repository, target))
        {
            if (_holders[blob]++ == 0)
                kept += sizes[blob];
        }

        return kept;
    }
}
