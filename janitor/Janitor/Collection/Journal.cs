using System.Text;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What the running pass has begun and promised, on disk before it is done. Append-only, one synced line a record.</summary>
/// <remarks>
/// <code>
/// 1 begin 20260131T120000000Z      things may have been moved to trash/20260131T120000000Z
/// 1 commit 20260131T120000000Z     they were looked at again and will not come back: finish it
/// </code>
/// The leading number is the version of the format. That a record is missing, cut off or not understood means the same as that it was never
/// written, so a damaged journal undoes a pass and never finishes one. What was moved needs no record: it lies under its own path.
/// </remarks>
public sealed class Journal : IDisposable
{
    private const string Version = "1";
    private const int BufferSize = 4096;
    private readonly AppendOnlyFile _file;

    private Journal(AppendOnlyFile file) => _file = file;

    /// <summary>Opens the journal of a store for writing.</summary>
    /// <exception cref="StoreException">It cannot be written.</exception>
    public static Journal Open(StorageLayout layout) => new(AppendOnlyFile.Open(layout.Journal));

    /// <summary>The passes whose work is to be finished.</summary>
    /// <exception cref="IOException">The journal is there and cannot be read.</exception>
    public static IReadOnlySet<PassId> ReadCommitted(StorageLayout layout)
    {
        var committed = new HashSet<PassId>();
        foreach (var line in Read(layout.Journal).Split('\n')[..^1]) // what follows the last line's end was cut off
        {
            if (line.Split(' ') is [Version, "commit", var id] && PassId.TryParse(id, out var pass))
                committed.Add(pass);
        }

        return committed;
    }

    /// <summary>From here on things are moved to the pass's trash.</summary>
    public void Begin(PassId pass) => Append("begin", pass);

    /// <summary>From here on the pass's trash does not come back.</summary>
    public void Commit(PassId pass) => Append("commit", pass);

    /// <summary>No pass is under way, and no trash is left.</summary>
    public void Clear() => _file.Clear();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static string Read(string path)
    {
        try
        {
            using var reader = new StreamReader(RegularFile.OpenRead(path, BufferSize));
            return reader.ReadToEnd();
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }

    private void Append(string verb, PassId pass) => _file.Append(Encoding.UTF8.GetBytes($"{Version} {verb} {pass}\n"));
}
