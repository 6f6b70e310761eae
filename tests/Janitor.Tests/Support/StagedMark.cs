using System.Collections.Immutable;
using RegistryJanitor.Collection;
using RegistryJanitor.Retention;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Tests.Support;

/// <summary>Phases 3 to 6 over a store, so that a test can act between the scan and the mark.</summary>
internal sealed class StagedMark
{
    private readonly StorageLayout _layout;
    private readonly ScannedStore _scanned;
    private readonly ImmutableArray<ImmutableArray<Verdict>> _verdicts;

    public StagedMark(StorageLayout layout, int keepLast = 1)
    {
        _layout = layout;
        _scanned = StoreScanner.Scan(layout, 1, CancellationToken.None);
        _verdicts = [.. _scanned.Repositories.Select(repository => new RetentionPolicy(keepLast).Decide(repository, DateTimeOffset.UnixEpoch, _ => null))];
    }

    /// <summary>Shared by all repositories; there once they are marked.</summary>
    public MarkContext? Context { get; private set; }

    public TimeSpan Undo { get; init; } = TimeSpan.Zero;

    /// <summary>Marks all repositories.</summary>
    public IReadOnlyDictionary<string, MarkOutcome> Mark(DateTimeOffset youngSince)
    {
        var inventory = Inventory.Take(_layout, _scanned, 1, meanwhile: _ => { }, CancellationToken.None);
        var graph = new ReferenceGraph(inventory.Digests, digest => ManifestFile.Read(_layout, digest));
        Context = new MarkContext(_layout, graph, KnownTags.None, Daemon.Tests.FakeClock.Start, youngSince, Undo, KeepUntagged: false);
        var marks = _scanned.Repositories.Select((repository, i) => new RepositoryMark(Context, repository, _verdicts[i], inventory.Repositories[i], [])).ToList();
        var outcomes = new StoreMark(Context, 1).Mark(marks, CancellationToken.None);
        return marks.Zip(outcomes).ToDictionary(pair => pair.First.Name.Value, pair => pair.Second, StringComparer.Ordinal);
    }

    /// <summary>The digests of the blobs that something names.</summary>
    public static IEnumerable<Digest> LiveBlobs(MarkContext context) =>
        Enumerable.Range(0, context.Graph.Digests.BlobCount).Where(context.Live.Contains).Select(number => context.Graph.Digests[number]);
}
