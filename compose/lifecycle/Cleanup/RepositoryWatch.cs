using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>
/// Compares a repository with what the plan was made of, again and again: the API knows no deletion that depends on anything, so the last look has to be short before it.
/// A tag that is new or has moved may be anything, also an index of what was to go: then nothing more goes.
/// </summary>
/// <param name="registries">Who is asked.</param>
/// <param name="plan">What is known.</param>
/// <param name="parallelism">Questions that are put at once.</param>
internal sealed class RepositoryWatch(RegistryClient registries, RepositoryPlan plan, int parallelism)
{
    private const string Cure = "nothing more goes here; run it again";

    private readonly HashSet<Tag> _gone = [];

    /// <summary>Notes that we deleted it.</summary>
    internal void Gone(Tag tag) => _gone.Add(tag);

    /// <summary>Looks at every tag that is known and is listed.</summary>
    /// <param name="after">What was deleted last, for the sentence of a loss; null: nothing was.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ChangedRepositoryException">It is another.</exception>
    /// <exception cref="RegistryException">Nobody knows.</exception>
    internal async Task LookAsync(Digest? after, CancellationToken cancel)
    {
        var repository = plan.Target.Repository;
        var expected = plan.Verdicts.Where(verdict => !_gone.Contains(verdict.Seen.Tag)).ToList();
        var heads = new ManifestHead?[expected.Count];
        await Parallel.ForAsync(0, heads.Length, new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancel }, async (at, stop) =>
            heads[at] = await registries.HeadAsync(repository.WithTag(expected[at].Seen.Tag), stop));
        // A loss before anything else: it is what must be told.
        for (var at = 0; at < heads.Length; at++)
        {
            if (heads[at] is null && expected[at] is { Goes: false, Seen.Digest: { } lost } verdict && after is { } deleted)
            {
                throw new ChangedRepositoryException(
                    $"LOST: {repository.WithTag(verdict.Seen.Tag)} was to stay and is gone after {deleted} was deleted; it was {lost}: push it again, and look who else deletes there. Cleanup has stopped everywhere",
                    isLoss: true);
            }
        }

        for (var at = 0; at < heads.Length; at++)
        {
            if (heads[at]?.Digest != expected[at].Seen.Digest && (heads[at] is not null || !expected[at].Goes))
                throw new ChangedRepositoryException($"{expected[at].Seen.Tag} is {heads[at]?.Digest.ToString() ?? "gone"} and no longer {expected[at].Seen.Digest?.ToString() ?? "missing"}; {Cure}", isLoss: false);
        }

        var known = plan.Verdicts.Select(verdict => verdict.Seen.Tag).ToHashSet();
        foreach (var tag in await registries.TagsAsync(repository, cancel))
        {
            // A registry may list a tag for a while that is no longer there.
            if (!known.Contains(tag) || (_gone.Contains(tag) && await registries.HeadAsync(repository.WithTag(tag), cancel) is not null))
                throw new ChangedRepositoryException($"{tag} was pushed since the plan was made; {Cure}", isLoss: false);
        }
    }
}
