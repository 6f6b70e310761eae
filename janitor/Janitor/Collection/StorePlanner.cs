using System.Collections.Immutable;
using RegistryJanitor.Retention;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phases 4 to 7: from what was scanned to a plan. Reads, changes nothing.</summary>
/// <param name="layout">The store.</param>
/// <param name="settings">Grace, hold, undo and the like.</param>
/// <param name="wait">Waits until a push that was just writing a link has probably ended.</param>
/// <param name="entering">Called with the phase that begins.</param>
/// <param name="now">The moment of the pass, UTC.</param>
internal sealed class StorePlanner(
    StorageLayout layout,
    JanitorSettings settings,
    Func<CancellationToken, Task> wait,
    Action<PassPhase> entering,
    DateTimeOffset now) : IDisposable
{
    private const int MarkAttempts = 3;

    private readonly List<StoreFault> _faults = [];

    // For as long as the graph may ask for manifests: to the end of the pass.
    private readonly Lazy<OpenDirectory?> _blobs = new(() => OpenDirectory.TryOpen(layout.BlobsOf("sha256"), out _));

    /// <summary>Plans a pass.</summary>
    /// <param name="store">As it was scanned.</param>
    /// <param name="earlier">What is known to be wrong already.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public async Task<PlannedPass> PlanAsync(ScannedStore store, IEnumerable<StoreFault> earlier, CancellationToken stop)
    {
        _faults.AddRange(earlier);
        _faults.AddRange(store.AllFaults);
        entering(PassPhase.Retain);
        var verdicts = new ImmutableArray<Verdict>[store.Repositories.Length];
        var targets = new TagDigests(layout, settings.Parallelism, stop);
        for (var i = 0; i < verdicts.Length; i++)
            verdicts[i] = settings.Retention.Decide(store.Repositories[i], now, targets.Of(store.Repositories[i]));
        var evicted = EvictedTags.Read(layout, settings.Undo, _faults.Add);
        return settings.RunGc
            ? await CollectAsync(store, verdicts, evicted, stop).ConfigureAwait(false)
            : EvictOnly(store, verdicts, evicted);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_blobs.IsValueCreated)
            _blobs.Value?.Dispose();
    }

    private PlannedPass EvictOnly(ScannedStore store, ImmutableArray<Verdict>[] verdicts, IReadOnlyList<EvictedTag> evicted)
    {
        var repositories = store.Repositories.Select((repository, i) => CollectionPlanner.Plan(repository.Name, verdicts[i], Unmarked(repository), []));
        var plan = new CollectionPlan([.. repositories], [.. _faults], new BlobPlan.Off()) { Forgotten = Over(evicted) };
        return new PlannedPass(plan, new ReferenceGraph(new DigestTable(BlobInventory.Empty), Read), [], Waiting: null, Due: []) { Store = store };
    }

    private static MarkOutcome Unmarked(ScannedRepository repository) => repository.IsWhole
        ? MarkOutcome.Complete.EverythingLives
        : new MarkOutcome.Incomplete([.. repository.Faults.OfType<StoreFault.Unreadable>()]);

    private async Task<PlannedPass> CollectAsync(
        ScannedStore store, ImmutableArray<Verdict>[] verdicts, IReadOnlyList<EvictedTag> evicted, CancellationToken stop)
    {
        entering(PassPhase.Inventory);

        // Listed before any tag is read: what is pushed from here on cannot be a candidate.
        ReferenceGraph? read = null;
        var known = KnownTags.None;
        StoreFault? damage = null;
        var inventory = Inventory.Take(layout, store, settings.Parallelism, digests => known = MarkCache.Load(layout, read = new ReferenceGraph(digests, Read), out damage), stop);
        var graph = read!;
        _faults.AddRange(inventory.Faults);
        _faults.AddRange(inventory.Repositories.SelectMany(repository => repository.Faults).Where(fault => fault is not StoreFault.Unreadable));
        if (damage is not null)
            _faults.Add(damage);

        // An evicted tag that cannot be read may be any image's.
        var keepUntagged = !settings.DeleteUntagged || _faults.Exists(fault => fault is StoreFault.Unreadable && fault.Path.StartsWith(layout.Undo, StringComparison.Ordinal));
        var context = new MarkContext(layout, graph, known, now, now - settings.Grace, settings.Undo, keepUntagged);
        entering(PassPhase.Mark);
        var waiting = evicted.Where(tag => tag.Until > now).ToLookup(tag => tag.Repository);
        var marks = new RepositoryMark[store.Repositories.Length];
        var outcomes = await MarkAsync(
            context, marks, i => new RepositoryMark(context, store.Repositories[i], verdicts[i], inventory.Repositories[i], [.. waiting[store.Repositories[i].Name]]), stop)
            .ConfigureAwait(false);

        entering(PassPhase.Plan);
        var repositories = marks.Select((mark, i) => CollectionPlanner.Plan(mark.Name, verdicts[i], outcomes[i], Abandoned(mark.Uploads))).ToImmutableArray();
        var plan = new CollectionPlan(repositories, [.. _faults], new BlobPlan.Off()) { Forgotten = Over(evicted), Litter = [.. Litter(store, inventory)] };
        var (planned, unreferenced, due) = PlanBlobs(plan, store, inventory, context, stop);
        return new PlannedPass(planned, graph, marks, unreferenced, due) { Store = store };
    }

    /// <summary>More than once, because an empty link is most often a push that is just writing it.</summary>
    private async Task<MarkOutcome[]> MarkAsync(MarkContext context, RepositoryMark[] marks, Func<int, RepositoryMark> begin, CancellationToken stop)
    {
        var marker = new StoreMark(context, settings.Parallelism);
        var outcomes = new MarkOutcome[marks.Length];
        var left = new int[marks.Length];
        for (var i = 0; i < left.Length; i++)
            left[i] = i;
        for (var attempt = 1; left.Length > 0 && attempt <= MarkAttempts; attempt++)
        {
            if (attempt > 1)
                await wait(stop).ConfigureAwait(false);
            WorkCrew.ForEach(settings.Parallelism, left, atOnce: 1, (_, i) => marks[i] = begin(i), stop);
            var found = marker.Mark(Array.ConvertAll(left, i => marks[i]), stop);
            for (var i = 0; i < left.Length; i++)
                outcomes[left[i]] = found[i];
            left = Array.FindAll(left, i => outcomes[i] is MarkOutcome.Incomplete && marks[i].IsWhole);
        }

        return outcomes;
    }

    private (CollectionPlan Plan, IReadOnlyCollection<UnreferencedBlob>? Waiting, IReadOnlyCollection<UnreferencedBlob> Due) PlanBlobs(
        CollectionPlan plan, ScannedStore store, Inventory inventory, MarkContext context, CancellationToken stop)
    {
        if (BlobPreconditions.Refusal(layout, settings, store, plan) is { } refusal)
            return (plan with { Blobs = new BlobPlan.Refused(refusal) }, null, []);
        var since = UnreferencedSince.Load(layout, inventory.Blobs, out var damage);
        var sweep = new BlobSweep(context, settings.Grace, settings.Hold, settings.Parallelism);
        var blobs = sweep.Plan(since, stop);
        var faults = damage is null ? sweep.Faults : sweep.Faults.Append(damage);
        return (plan with { Blobs = blobs, Faults = plan.Faults.AddRange(faults), Litter = plan.Litter.AddRange(sweep.Litter) }, sweep.Waiting, sweep.Due);
    }

    private IEnumerable<CollectionStep.RemoveLitter> Litter(ScannedStore store, Inventory inventory) =>
        store.EmptyDirectories.Concat(inventory.Blobs.EmptyDirectories)
            .SelectMany(path => Storage.Litter.Below(path, now - settings.Grace))
            .Select(litter => new CollectionStep.RemoveLitter(litter, CollectionPlanner.LitterReason));

    private IEnumerable<UploadSnapshot> Abandoned(ImmutableArray<UploadSnapshot> uploads) =>
        uploads.Where(upload => upload.LastWrite <= now - settings.UploadsKeep).OrderBy(upload => upload.Id, StringComparer.Ordinal);

    private ImmutableArray<CollectionStep.ForgetTag> Over(IEnumerable<EvictedTag> evicted) =>
        [.. evicted.Where(tag => tag.Until <= now).Select(tag => new CollectionStep.ForgetTag(tag, "it can no longer come back"))];

    /// <summary>
    /// Also where this pass has moved it: a push may have found the bytes in the store just before they went, and its manifest is read at settle
    /// before they are back.
    /// </summary>
    private ManifestFile Read(Digest digest)
    {
        var file = _blobs.Value is { } blobs && digest.Algorithm is "sha256" ? ManifestFile.Read(blobs, layout, digest) : ManifestFile.Read(layout, digest);
        return file is ManifestFile.Missing && ManifestFile.Read(layout.InTrash(PassId.At(now), layout.BlobData(digest))) is ManifestFile.Understood moved
            ? moved
            : file;
    }
}
