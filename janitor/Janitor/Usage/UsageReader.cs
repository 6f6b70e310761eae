using System.Collections.Concurrent;
using RegistryJanitor.Collection;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Usage;

/// <summary>
/// Finds out what takes the space in a store. Changes nothing and needs no lease: it may run beside a registry and beside a pass.
/// <code>
/// 1 Scan       every repository and tag
/// 2 Inventory  blobs, after the tags: what these lead to is there by then
/// 3 Read       what tags point at, and the manifests they lead to; what an earlier pass remembers is not read again
/// 4 Measure    one statx a blob
/// 5 Count
/// </code>
/// </summary>
/// <remarks>What is pushed or deleted meanwhile may be counted or not.</remarks>
/// <param name="layout">The store.</param>
/// <param name="parallelism">The most threads at once.</param>
internal sealed class UsageReader(StorageLayout layout, int parallelism)
{
    private const int LinksAtOnce = 8;
    private const int ManifestsAtOnce = 16;

    private readonly ConcurrentBag<StoreFault> _faults = [];

    /// <summary>Say it of every tag, too, and not of repositories only: a hundred bytes each.</summary>
    public bool WithTags { get; init; } = true;

    /// <summary>All phases.</summary>
    /// <param name="now">The moment, UTC.</param>
    /// <param name="entering">Called with what begins, in words for people.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    /// <exception cref="StoreException">The store is not there.</exception>
    public UsageReport Read(DateTimeOffset now, Action<string> entering, CancellationToken stop)
    {
        StoreException.ThrowIfMissing(layout);
        entering("looking for tags");
        var store = StoreScanner.Scan(layout, parallelism, stop);
        foreach (var fault in store.AllFaults)
            _faults.Add(fault);
        entering("listing blobs");
        var graph = new ReferenceGraph(new DigestTable(BlobInventory.Take(layout, parallelism, _faults.Add, stop)), digest => ManifestFile.Read(layout, digest));
        var known = MarkCache.Load(layout, graph, out var damage);
        if (damage is not null)
            _faults.Add(damage);
        return Read(store, graph, known.Of, now, entering, stop);
    }

    /// <summary>Phases 3 to 5, of what a pass has scanned and marked.</summary>
    /// <param name="store">As it was scanned.</param>
    /// <param name="graph">What manifests lead to.</param>
    /// <param name="known">What is known of tags.</param>
    /// <param name="now">The moment, UTC.</param>
    /// <param name="entering">Called with what begins, in words for people.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public UsageReport Read(
        ScannedStore store, ReferenceGraph graph, KnownTargets known, DateTimeOffset now, Action<string> entering, CancellationToken stop)
    {
        entering("reading tags and manifests");
        var repositories = ReadTags(store, graph.Digests, known, stop);
        ReadManifests(repositories, graph, stop);
        entering("measuring blobs");
        var sizes = BlobSizes.Read(layout, graph.Digests, parallelism, _faults.Add, stop);
        entering("counting");
        var usage = new UsageCount(graph.Digests, sizes, new TagReach(layout, graph, _faults.Add), WithTags).Of(repositories, now);
        return new UsageReport(usage, [.. _faults.Distinct().OrderBy(fault => fault.Path, StringComparer.Ordinal)]);
    }

    private RepositoryTags[] ReadTags(ScannedStore store, DigestTable digests, KnownTargets known, CancellationToken stop)
    {
        var links = new TagLinks[store.Repositories.Length];
        for (var i = 0; i < links.Length; i++)
            links[i] = new TagLinks(layout, digests, store.Repositories[i], known, _faults.Add);
        WorkCrew.Run(
            parallelism,
            crew =>
            {
                foreach (var repository in links)
                {
                    for (var start = 0; start < repository.Count; start += LinksAtOnce)
                    {
                        var (from, to) = (start, Math.Min(start + LinksAtOnce, repository.Count));
                        crew.Add(_ => repository.Read(from, to));
                    }
                }
            },
            stop);
        return Array.ConvertAll(links, repository => repository.Conclude());
    }

    /// <summary>Level by level, each by many threads, so that the walks that follow wait for nothing.</summary>
    private void ReadManifests(RepositoryTags[] repositories, ReferenceGraph graph, CancellationToken stop)
    {
        var asked = new BlobMarks(graph.Digests.BlobCount);
        var level = new List<int>();
        foreach (var repository in repositories)
        {
            foreach (var target in repository.Targets)
            {
                if (target is { } number)
                    Ask(number);
            }
        }

        while (level.Count > 0)
        {
            var reading = level;
            level = [];
            WorkCrew.ForEach(parallelism, reading, ManifestsAtOnce, (_, number) => graph.Of(number), stop);
            foreach (var number in reading)
            {
                if (graph.KnownAt(number) is not { } leads)
                    continue;
                foreach (var manifest in leads.Manifests)
                    Ask(manifest);
            }
        }

        void Ask(int number)
        {
            if (number >= graph.Digests.BlobCount || asked.Contains(number))
                return;
            asked.Add(number);
            level.Add(number);
        }
    }
}
