using System.Collections.Concurrent;
using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Verification;

/// <summary>
/// Finds what cannot be pulled from a store. Changes nothing and needs no lease: it may run beside a registry and beside a pass.
/// <code>
/// 1 List    blobs, before any manifest is read: what comes later is not called unreferenced
/// 2 Scan    every repository, its tags and its revisions
/// 3 Look    at what they need
/// 4 Count   what nothing needs
/// 5 Again   what looks broken may be a push, a deletion or a pass that is just at it: it is looked at twice more
/// 6 Report
/// </code>
/// </summary>
/// <param name="layout">The store.</param>
/// <param name="parallelism">The most threads at once.</param>
/// <param name="isDeep">Whether every blob that is named is hashed.</param>
/// <param name="clock">Time.</param>
public sealed class StoreVerifier(StorageLayout layout, int parallelism, bool isDeep, TimeProvider clock)
{
    /// <summary>The wait before each further look: longer than the registry takes from one file of a push to the next.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private const int FurtherLooks = 2;

    private readonly VerifiedManifests _manifests = new(layout);
    private readonly VerifiedBlobs _blobs = new(layout);
    private readonly ConcurrentBag<StoreFault> _faults = [];

    /// <summary>All phases; for one call only.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    /// <exception cref="StoreException">The store is not there.</exception>
    public async Task<VerifyReport> VerifyAsync(CancellationToken stop)
    {
        StoreException.ThrowIfMissing(layout);
        _blobs.List(_faults.Add);
        var store = StoreScanner.Scan(layout, parallelism, stop);
        var repositories = new RepositoryContents[store.Repositories.Length];
        WorkCrew.ForEach(parallelism, store.Repositories, atOnce: 1, (index, repository) =>
            repositories[index] = RepositoryContents.List(layout, repository.Name, _faults.Add), stop);

        var findings = Look(repositories, stop);
        var absentChildren = findings.Sum(found => found.AbsentChildren);
        var (named, unreferenced, manifests) = (_blobs.Named, _blobs.CountUnnamed(parallelism, stop), _manifests.Understood);
        var withoutLayers = store.Repositories.Where(repository => repository is { HasManifests: true, HasLayers: false }).ToList();

        for (var further = 0; further < FurtherLooks && !(withoutLayers.Count == 0 && Array.TrueForAll(findings, found => found.IsEmpty)); further++)
        {
            await Task.Delay(BetweenLooks, clock, stop).ConfigureAwait(false);
            findings = LookAgain(findings, stop);
            withoutLayers.RemoveAll(repository =>
                Directory.Exists(layout.Layers(repository.Name)) || !Directory.Exists(layout.Manifests(repository.Name)));
        }

        return new VerifyReport(
            layout.Root,
            isDeep,
            repositories.Length,
            repositories.Sum(repository => repository.Tags.Count),
            manifests,
            named,
            unreferenced,
            absentChildren,
            [.. findings.SelectMany(found => found.Tags)],
            [.. findings.SelectMany(found => found.Revisions)],
            [.. withoutLayers.ConvertAll(repository => repository.Name)],
            FaultsOf(store, repositories));
    }

    private RepositoryFindings[] Look(RepositoryContents[] repositories, CancellationToken stop) =>
        new StoreLook(layout, parallelism, isDeep, _manifests, _blobs).At(repositories, stop);

    /// <summary>Only at what was broken, and only what that needs is read again.</summary>
    private RepositoryFindings[] LookAgain(RepositoryFindings[] findings, CancellationToken stop)
    {
        _manifests.ForgetFaults(_blobs.IsFaulty);
        _blobs.ForgetFaults();
        var broken = Array.FindAll(findings, found => !found.IsEmpty);
        var later = Look(Array.ConvertAll(broken, found => RepositoryContents.ListAgain(layout, found)), stop);
        for (var i = 0; i < broken.Length; i++)
            broken[i] = broken[i].SeenAgainIn(later[i]);
        return broken;
    }

    /// <summary>What is said of a tag's link by the tag itself is left out.</summary>
    private ImmutableArray<StoreFault> FaultsOf(ScannedStore store, RepositoryContents[] repositories)
    {
        var tagLinks = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < repositories.Length; i++)
        {
            if (!store.Repositories[i].Faults.IsEmpty)
                tagLinks.UnionWith(repositories[i].Tags.Select(tag => layout.TagLink(repositories[i].Name, tag)));
        }

        return
        [
            .. store.AllFaults.Concat(_faults).Distinct()
                .Where(fault => fault is not StoreFault.Broken && !tagLinks.Contains(fault.Path))
                .OrderBy(fault => fault.Path, StringComparer.Ordinal),
        ];
    }
}
