using System.Collections.Concurrent;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phase 10 for the blobs: everything that any repository names now, whatever was marked before.</summary>
/// <param name="layout">The store.</param>
/// <param name="graph">What manifests lead to; only new ones are read.</param>
/// <param name="present">The manifests that there are.</param>
/// <param name="parallelism">The most threads at once.</param>
/// <param name="trashed">Whether the blob with a number was moved away.</param>
/// <param name="name">Called with the number of everything that is named, before anything is read from it; never from two threads at once.</param>
internal sealed class NamedNow(
    StorageLayout layout, ReferenceGraph graph, PresentRevisions present, int parallelism, Func<int, bool> trashed, Action<int> name)
{
    private const int ManifestsAtOnce = 16;

    private readonly ConcurrentBag<StoreFault.Unreadable> _faults = [];
    private readonly ConcurrentDictionary<int, bool> _revisions = new();
    private readonly ConcurrentBag<int> _linked = [];
    private readonly ConcurrentDictionary<int, int> _storedAs = new();

    /// <summary>Looks at every repository.</summary>
    /// <param name="stop">Ends it.</param>
    /// <returns>What could not be read, so that any blob may be meant.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public IReadOnlyCollection<StoreFault.Unreadable> Look(CancellationToken stop)
    {
        var store = StoreScanner.Scan(layout, parallelism, stop);
        foreach (var fault in store.AllFaults)
            Report(fault);
        WorkCrew.ForEach(parallelism, store.Repositories, atOnce: 1, (_, repository) => List(repository.Name), stop);

        // Manifests are blobs, too: what one refers to can only be read once it is back.
        int[] revisions = [.. _revisions.Keys];
        foreach (var number in revisions)
            name(number);
        foreach (var number in _linked)
            name(number);
        var unread = Array.FindAll(revisions, number => !graph.IsKnown(number));
        WorkCrew.ForEach(parallelism, unread, ManifestsAtOnce, (_, number) => graph.Of(number), stop);
        Spread(stop);
        return _faults;
    }

    private void List(RepositoryName repository)
    {
        foreach (var revision in present.Of(repository, Report))
            _revisions.TryAdd(revision, true);

        var aliases = new LayerAliases(layout, repository, graph.Digests, Report);

        // A link says that a push has just uploaded or mounted the blob, or was told that it is there; those that nobody needs are gone by now.
        foreach (var digest in DirectoryLister.Digests(layout.Layers(repository), Report))
        {
            if (!graph.Digests.TryFind(digest, out var number))
                continue;
            if (trashed(number) && !present.IsLastLink(repository, digest))
                _linked.Add(number);
            else if (aliases.Of(number) is { } target)
                _storedAs[number] = target;
        }
    }

    private void Spread(CancellationToken stop)
    {
        HashSet<int> visited = [.. _revisions.Keys];
        var unvisited = new Stack<int>(visited);
        while (unvisited.TryPop(out var number))
        {
            stop.ThrowIfCancellationRequested();
            if (_storedAs.TryGetValue(number, out var stored))
            {
                name(stored);
                if (visited.Add(stored))
                    unvisited.Push(stored);
            }

            switch (graph.Of(number))
            {
                case ManifestNode.Leads leads:
                    foreach (var blob in leads.Blobs)
                    {
                        name(blob);
                        if (_storedAs.TryGetValue(blob, out var layer))
                            name(layer);
                    }

                    foreach (var manifest in leads.Manifests)
                    {
                        name(manifest);
                        if (visited.Add(manifest))
                            unvisited.Push(manifest);
                    }

                    break;
                case ManifestNode.Missing { Fault: var fault } when _revisions.ContainsKey(number):
                    Report(fault);
                    break;
                case ManifestNode.NotUnderstood { Fault: var fault }:
                    Report(fault);
                    break;
            }
        }
    }

    private void Report(StoreFault fault)
    {
        if (fault is StoreFault.Unreadable unreadable)
            _faults.Add(unreadable);
    }
}
