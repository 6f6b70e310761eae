using RegistryJanitor.Storage;

namespace RegistryJanitor.Verification;

/// <summary>
/// One look at some repositories:
/// <code>
/// 1 Links   what every tag points at
/// 2 Walk    from every root to what it needs; each link is read once a repository, each manifest and each blob's size once a store
/// 3 Hash    if it is to be a deep one
/// 4 Judge   what cannot be pulled
/// </code>
/// </summary>
/// <param name="layout">The store.</param>
/// <param name="parallelism">The most threads at once.</param>
/// <param name="isDeep">Whether blobs are hashed.</param>
/// <param name="manifests">What is known of manifests.</param>
/// <param name="blobs">What is known of blobs.</param>
internal sealed class StoreLook(StorageLayout layout, int parallelism, bool isDeep, VerifiedManifests manifests, VerifiedBlobs blobs)
{
    // A share for one thread, as in the scan.
    private const int AtOnce = 8;

    /// <summary>Looks.</summary>
    /// <returns>What is broken, in the order of <paramref name="repositories"/>; one entry each.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public RepositoryFindings[] At(IReadOnlyList<RepositoryContents> repositories, CancellationToken stop)
    {
        InShares(repositories, contents => contents.Tags.Count, (contents, index) => contents.ReadLink(index), stop);

        var parts = repositories.Select(contents => new Part(layout, contents, manifests, blobs)).ToArray();
        InShares(parts, part => part.Roots.Count, (part, index) => part.Walk.From(part.Roots[index]), stop);

        if (isDeep)
            blobs.Hash(parallelism, stop);

        var findings = new RepositoryFindings[parts.Length];
        WorkCrew.ForEach(
            parallelism,
            parts,
            atOnce: 1,
            (index, part) => findings[index] = new RepositoryJudgement(part.Contents, part.Links, part.Walk, manifests, blobs).Judge(),
            stop);
        return findings;
    }

    /// <summary>Does something with every item of every repository, several threads in one big repository, too.</summary>
    private void InShares<T>(IEnumerable<T> repositories, Func<T, int> count, Action<T, int> action, CancellationToken stop)
        where T : class => WorkCrew.Run(
        parallelism,
        crew =>
        {
            foreach (var repository in repositories)
            {
                var items = count(repository);
                for (var start = 0; start < items; start += AtOnce)
                {
                    var from = start;
                    crew.Add(_ =>
                    {
                        for (var i = from; i < Math.Min(from + AtOnce, items); i++)
                            action(repository, i);
                    });
                }
            }
        },
        stop);

    /// <summary>One repository during a look.</summary>
    private sealed class Part
    {
        public Part(StorageLayout layout, RepositoryContents contents, VerifiedManifests manifests, VerifiedBlobs blobs)
        {
            Contents = contents;
            Links = new RepositoryLinks(layout, contents.Name);
            Walk = new RepositoryWalk(Links, manifests, blobs);
            Roots = [.. contents.Revisions, .. contents.Targets()];
        }

        public RepositoryContents Contents { get; }

        public RepositoryLinks Links { get; }

        public RepositoryWalk Walk { get; }

        /// <summary>Every revision, and what tags point at; a manifest that is both is visited once.</summary>
        public List<Digest> Roots { get; }
    }
}
