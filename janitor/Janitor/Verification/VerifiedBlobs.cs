using System.Collections.Concurrent;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Verification;

/// <summary>What is known of the blobs of a store. Each is asked for its size once, and hashed once; for several threads.</summary>
/// <param name="layout">The store.</param>
internal sealed class VerifiedBlobs(StorageLayout layout)
{
    // Instead of a size: listed and named by nobody so far; being looked at, or damaged.
    private const long Unnamed = -1;
    private const long NoSize = -2;

    // Beside a size: the bytes were hashed.
    private const long Hashed = 1L << 62;

    // Few enough shares for a million blobs, and one blob a share where there are few: the largest take minutes.
    private const int Shares = 10_000;

    private readonly DigestTable _sizes = new();
    private readonly ConcurrentDictionary<Digest, BlobFault> _faults = new();
    private readonly ConcurrentBag<Digest> _doubted = [];

    // Whether the bytes are also what the other name says; null as long as they were not hashed that way.
    private readonly ConcurrentDictionary<(Digest Asked, Digest File), bool?> _aliases = new();

    /// <summary>Every blob that somebody named and that is in the store.</summary>
    public BlobCount Named
    {
        get
        {
            var named = _sizes.Between(0, long.MaxValue);
            var bytes = 0L;
            foreach (var blob in named)
                bytes += SizeOf(blob) ?? 0;
            return new BlobCount(named.Count, bytes);
        }
    }

    /// <summary>Takes down what blobs there are. What comes later is no candidate for <see cref="CountUnnamed"/>.</summary>
    public void List(Action<StoreFault> report) => BlobLister.Each(layout, digest => _sizes.Set(digest, Unnamed), report);

    /// <summary>Notes that a manifest names a blob, and looks at it if nobody has.</summary>
    public void Visit(Digest blob)
    {
        if (!_sizes.TryReplace(blob, Unnamed, NoSize))
            return;
        if (!BlobFile.TryStat(layout, blob, out var found, out var error))
            _faults[blob] = Fault(blob, error);
        else if (found.Kind is EntryKind.File)
            _sizes.Set(blob, found.Stamp.Size);
        else
            _faults[blob] = NoFile(blob);
    }

    /// <summary>The same of a blob that is stored under another digest than it is named by.</summary>
    public void Visit(Digest asked, Digest file)
    {
        Visit(file);
        if (asked != file)
            _aliases.TryAdd((asked, file), null);
    }

    /// <summary>Hashes every file that was visited and was not hashed before.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public void Hash(int parallelism, CancellationToken stop)
    {
        var files = _sizes.Between(0, Hashed - 1);
        WorkCrew.ForEach(parallelism, files, AtOnce(files.Count), (_, file) => HashFile(file, stop), stop);
        foreach (var (alias, isRight) in _aliases)
        {
            if (isRight is null && SizeOf(alias.File) is not null)
                _aliases[alias] = HashOf(alias.Asked, alias.File, stop) == alias.Asked;
        }
    }

    /// <summary>What is wrong with a blob that was visited; null when nothing is.</summary>
    /// <param name="asked">As it is named.</param>
    /// <param name="file">As it is stored.</param>
    public BlobFault? FaultOf(Digest asked, Digest file)
    {
        if (_faults.TryGetValue(file, out var fault))
            return fault;
        return asked != file && _aliases.TryGetValue((asked, file), out var isRight) && isRight is false ? new BlobFault.Altered() : null;
    }

    /// <summary>The bytes of a blob that was visited and has some.</summary>
    public long? SizeOf(Digest file) => _sizes.TryGet(file, out var size) && size >= 0 ? size & ~Hashed : null;

    /// <summary>Whether a file is lost, altered or unreadable.</summary>
    public bool IsFaulty(Digest file) => _faults.ContainsKey(file);

    /// <summary>Somebody expected another size: <see cref="ForgetFaults"/> forgets this one.</summary>
    public void Doubt(Digest file) => _doubted.Add(file);

    /// <summary>Counts what was listed and nobody has named. What has gone since is not counted.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public BlobCount CountUnnamed(int parallelism, CancellationToken stop)
    {
        var unnamed = _sizes.Between(Unnamed, Unnamed);
        var count = new BlobCounter();
        WorkCrew.ForEach(parallelism, unnamed, AtOnce(unnamed.Count), (_, digest) => count.Add(SizeOnDisk(digest)), stop);
        return count.Total;
    }

    /// <summary>Forgets all that seemed damaged, so that it is looked at again; what was whole stays whole.</summary>
    public void ForgetFaults()
    {
        foreach (var (alias, isRight) in _aliases)
        {
            if (isRight is false || _faults.ContainsKey(alias.File))
                _aliases.TryRemove(alias, out _);
        }

        foreach (var digest in _faults.Keys.Concat(_doubted))
            _sizes.Remove(digest);
        _faults.Clear();
        _doubted.Clear();
    }

    private void HashFile(Digest file, CancellationToken stop)
    {
        if (HashOf(file, file, stop) is not { } hash)
            return;
        if (hash == file)
            _sizes.Set(file, SizeOf(file)!.Value | Hashed);
        else
            _faults[file] = new BlobFault.Altered();
    }

    /// <summary>Null when the file cannot be read, which is then its fault.</summary>
    private Digest? HashOf(Digest asked, Digest file, CancellationToken stop)
    {
        var hash = SecureHash.For(asked);
        if (BlobFile.TryRead(layout, file, (hash, stop), Take, out var error))
            return hash.Finish();
        _faults[file] = Fault(file, error);
        return null;
    }

    private long? SizeOnDisk(Digest file) => BlobFile.TryStat(layout, file, out var found, out _) ? found.Stamp.Size : null;

    private static int AtOnce(int count) => 1 + (count / Shares);

    private static void Take(ReadOnlySpan<byte> bytes, (SecureHash Hash, CancellationToken Stop) state)
    {
        state.Stop.ThrowIfCancellationRequested();
        state.Hash.Append(bytes);
    }

    private BlobFault.Unreadable NoFile(Digest blob) => new(new StoreFault.Unreadable(
        layout.BlobData(blob), "something else than a file lies where the registry keeps a blob's bytes", StoreFault.Stray.LeftAlone));

    private BlobFault Fault(Digest blob, Errno error) => error == Errno.NoSuchEntry
        ? new BlobFault.Missing(TrashedBlob.Find(layout, blob))
        : new BlobFault.Unreadable(StoreFault.Unreadable.Because(layout.BlobData(blob), error));
}
