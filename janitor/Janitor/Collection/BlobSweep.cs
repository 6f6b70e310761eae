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
    public IReadOnlyCollection<(Digest Digest, DateTimeOffset Since)> Waiting { get; private set; } = [];

    /// <summary>Plans.</summary>
    /// <param name="since">Since when blobs are unreferenced, by number.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public BlobPlan.Collect Plan(IReadOnlyDictionary<int, DateTimeOffset> since, CancellationToken stop)
    {
        var digests = context.Graph.Digests;
        int[] unnamed = [.. context.Live.Absent().Where(number => !context.Linked.Contains(number))];
        var data = new FileStamp?[unnamed.Length];
        WorkCrew.ForEach(parallelism, unnamed, BlobsAtOnce, (i, number) =>
            data[i] = LinkFile.StampOf(context.Layout.BlobData(digests[number]), _faults.Add), stop);

        var now = ImmutableArray.CreateBuilder<CollectionStep.CollectBlob>();
        var later = new List<LaterBytes>();
        var waiting = new List<(Digest, DateTimeOffset)>();
        var empty = new List<Digest>();
        for (var i = 0; i < unnamed.Length; i++)
        {
            var digest = digests[unnamed[i]];
            if (data[i] is not { } blob)
            {
                empty.Add(digest);
            }
            else if (context.Held.TryGetValue(unnamed[i], out var until))
            {
                later.Add(new LaterBytes(until + hold, 1, blob.Size));
            }
            else
            {
                var from = since.GetValueOrDefault(unnamed[i], context.Now);
                var due = Latest(from + hold, blob.ModifiedAt + grace);
                if (due <= context.Now)
                {
                    now.Add(new CollectionStep.CollectBlob(digest, blob.Size, hold > TimeSpan.Zero ? $"nothing names it since {from.UtcDateTime:u}" : "nothing names it"));
                    continue;
                }

                waiting.Add((digest, from));
                later.Add(new LaterBytes(due, 1, blob.Size));
            }
        }

        Waiting = waiting;
        Litter =
        [
            .. empty.SelectMany(digest => Storage.Litter.Below(context.Layout.Blob(digest), context.YoungSince))
                .Select(litter => new CollectionStep.RemoveLitter(litter, CollectionPlanner.LitterReason)),
        ];
        return new BlobPlan.Collect(now.ToImmutable(), Sum(later));
    }

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static ImmutableArray<LaterBytes> Sum(IEnumerable<LaterBytes> later) =>
    [
        .. later.GroupBy(blob => Minute(blob.At)).OrderBy(group => group.Key)
            .Select(group => new LaterBytes(group.Key, group.Count(), group.Sum(blob => blob.Bytes))),
    ];

    /// <summary>Rounded up: before it, nothing is due.</summary>
    private static DateTimeOffset Minute(DateTimeOffset at) =>
        new((at.UtcTicks + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
}
