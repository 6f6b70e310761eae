using System.Collections.Concurrent;
using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Phase 7 for the blobs: which of those that no manifest names go now, and when the others do.</summary>
/// <param name="context">The marks, complete.</param>
/// <param name="grace">A blob that was written within it stays: its manifest may be on the way.</param>
/// <param name="hold">For how long a blob must have been unreferenced, counted from when a pass first saw it so.</param>
/// <param name="parallelism">The most threads at once.</param>
internal sealed class BlobSweep(MarkContext context, TimeSpan grace, TimeSpan hold, int parallelism)
{
    private const int BlobsAtOnce = 16;

    private readonly ConcurrentBag<StoreFault> _faults = [];

    /// <summary>What could not be looked at; its blob stays.</summary>
    public IReadOnlyCollection<StoreFault> Faults => _faults;

    /// <summary>Directories of blobs that have no bytes.</summary>
    public ImmutableArray<CollectionStep.RemoveLitter> Litter { get; private set; } = [];

    /// <summary>The blobs that stay unreferenced, and since when.</summary>
    public IReadOnlyCollection<UnreferencedBlob> Waiting { get; private set; } = [];

    /// <summary>The blobs of the plan, and since when: they wait on if they do not go after all.</summary>
    public IReadOnlyCollection<UnreferencedBlob> Due { get; private set; } = [];

    /// <summary>Plans.</summary>
    /// <param name="since">Since when blobs are unreferenced, by number.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public BlobPlan.Collect Plan(IReadOnlyDictionary<int, DateTimeOffset> since, CancellationToken stop)
    {
        var digests = context.Graph.Digests;
        int[] unnamed = context.Live.AbsentFromBoth(context.Linked);
        var data = new FileStamp?[unnamed.Length];
        WorkCrew.ForEach(parallelism, unnamed, BlobsAtOnce, (i, number) =>
            data[i] = LinkFile.StampOf(context.Layout.BlobData(digests[number]), _faults.Add), stop);

        var now = ImmutableArray.CreateBuilder<CollectionStep.CollectBlob>();
        var later = new SortedDictionary<long, LaterBytes>();
        var waiting = new List<UnreferencedBlob>();
        var dues = new List<UnreferencedBlob>();
        var empty = new List<string>();
        for (var i = 0; i < unnamed.Length; i++)
        {
            var digest = digests[unnamed[i]];
            if (data[i] is not { } blob)
            {
                empty.Add(context.Layout.Blob(digest));
            }
            else if (context.Held.TryGetValue(unnamed[i], out var until))
            {
                Add(later, until + hold, blob.Size);
            }
            else
            {
                // A moment to come was seen by a clock that has been set back since.
                var from = since.TryGetValue(unnamed[i], out var seen) && seen < context.Now ? seen : context.Now;
                var due = Latest(from + hold, blob.ModifiedAt + grace);
                if (due <= context.Now)
                {
                    dues.Add(new UnreferencedBlob(digest, from));
                    now.Add(new CollectionStep.CollectBlob(digest, blob.Size, hold > TimeSpan.Zero ? $"nothing names it since {from.UtcDateTime:u}" : "nothing names it"));
                    continue;
                }

                waiting.Add(new UnreferencedBlob(digest, from));
                Add(later, due, blob.Size);
            }
        }

        Waiting = waiting;
        Due = dues;
        Litter =
        [
            .. empty.SelectMany(path => Storage.Litter.Below(path, context.YoungSince))
                .Select(litter => new CollectionStep.RemoveLitter(litter, CollectionPlanner.LitterReason)),
        ];
        return new BlobPlan.Collect(now.ToImmutable(), [.. later.Values]);
    }

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static void Add(SortedDictionary<long, LaterBytes> later, DateTimeOffset at, long bytes)
    {
        // Rounded up to the minute: before it, nothing is due.
        var minute = (at.UtcTicks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute;
        var sum = later.GetValueOrDefault(minute) ?? new LaterBytes(new DateTimeOffset(minute * TimeSpan.TicksPerMinute, TimeSpan.Zero), 0, 0);
        later[minute] = sum with { Blobs = sum.Blobs + 1, Bytes = sum.Bytes + bytes };
    }
}
