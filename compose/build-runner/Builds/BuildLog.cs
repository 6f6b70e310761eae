using System.Text;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>
/// What an engine says, live on the volume for whoever looks, and its last lines for the result. The beginning is kept whole, where the cause is mostly told;
/// beyond the limit only the last lines are known.
/// </summary>
internal sealed class BuildLog : IDisposable
{
    private const int TailLines = 40;
    private const int LongestTailLine = 1000;

    private readonly FileStream _file;
    private readonly long _limit;
    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = new();
    private bool _full;

    /// <summary>Goes on with a log, or begins it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">In bytes.</param>
    public BuildLog(string path, long limit)
    {
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        _limit = limit;
    }

    /// <summary>Knows what must not be in it.</summary>
    public SecretScrub Scrub { get; set; } = new([]);

    /// <summary>Its last lines.</summary>
    public IReadOnlyList<string> Tail
    {
        get
        {
            lock (_gate)
                return [.. _tail];
        }
    }

    /// <summary>Adds a line, cleaned.</summary>
    /// <exception cref="IOException">It cannot be written; the disk may be full.</exception>
    public void Write(string line)
    {
        var clean = LogLine.Clean(Scrub.Clean(line));
        lock (_gate)
        {
            if (_tail.Count == TailLines)
                _tail.Dequeue();
            _tail.Enqueue(clean.Length <= LongestTailLine ? clean : $"{clean[..LongestTailLine]}...");
            if (_full)
                return;
            var bytes = Encoding.UTF8.GetBytes(clean + "\n");
            _full = _file.Length + bytes.Length > _limit;
            _file.Write(_full ? Encoding.UTF8.GetBytes($"build-runner: the log ends here, at {ByteSize.Text(_limit)} (BUILD_LOG_MAX_BYTES); the last lines are in the result\n") : bytes);
            _file.Flush();
        }
    }

    public void Dispose() => _file.Dispose();
}
