using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace RegistryJanitor.BuildRunner.Volume;

/// <summary>
/// Empties a directory, but for what is to be kept. It follows no link, below the directory and in no name of a path. Paths are bytes that
/// are written as Latin-1, so that every name of Linux has exactly one.
/// </summary>
internal sealed class DirectoryWipe
{
    /// <summary>Descriptors are few (1024 usually): what is deeper is moved up first.</summary>
    private const int DeepestOpen = 100;
    private const int NamesAtATime = 1024;
    private const uint OwnerAll = 0x1C0; // 0700
    private const int FailuresToTell = 5;
    private const int CurrentDirectory = -100; // AT_FDCWD

    private readonly HashSet<string> _kept;
    private readonly HashSet<string> _aboveKept = new(StringComparer.Ordinal);
    private readonly List<string> _failures = [];
    private readonly byte[] _buffer = new byte[32 * 1024];
    private readonly string _top;
    private int _topDescriptor;
    private int _moved;

    private DirectoryWipe(string top, IEnumerable<string> kept)
    {
        _top = top;
        _kept = kept.ToHashSet(StringComparer.Ordinal);
        foreach (var path in _kept)
        {
            for (var above = Parent(path); above.Length > 0; above = Parent(above))
                _aboveKept.Add(above);
        }

        // A mount point with others below it, as /proc and a volume are, is kept whole all the same.
        _aboveKept.ExceptWith(_kept);
    }

    /// <summary>Empties <paramref name="directory"/>; itself it stays.</summary>
    /// <param name="directory">Absolute, without links in its last name; one that is not there is empty.</param>
    /// <param name="kept">Absolute paths that stay with everything below them, and with the directories above them.</param>
    /// <returns>What could not be removed, each with its cause; empty: everything is gone.</returns>
    public static IReadOnlyList<string> Empty(string directory, IEnumerable<string> kept)
    {
        var top = RawPath.Of(directory.Length > 1 ? directory.TrimEnd('/') : directory);
        return new DirectoryWipe(string.Equals(top, "/", StringComparison.Ordinal) ? "" : top, kept).Run(top);
    }

    private static string Parent(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];

    private static byte[] Name(string name) => Encoding.Latin1.GetBytes(name + '\0');

    private List<string> Run(string top)
    {
        _topDescriptor = DirectoryCalls.OpenDirectory(CurrentDirectory, Name(top));
        if (_topDescriptor < 0)
        {
            if (Marshal.GetLastPInvokeError() != DirectoryCalls.NoSuchFile)
                Fail(top);
            return _failures;
        }

        RemoveContent(_topDescriptor, _top, depth: 0);
        _ = DirectoryCalls.Close(_topDescriptor);
        return _failures;
    }

    private void RemoveContent(int directory, string path, int depth)
    {
        // From the start again and again: file systems differ in what a listing shows after something was removed.
        for (var names = Removable(directory, path); names.Count > 0 && _failures.Count == 0; names = Removable(directory, path))
        {
            foreach (var name in names)
                Remove(directory, name, $"{path}/{name}", depth);
        }

        // Once, and not in the loop above: a directory above something kept would be found again for ever.
        foreach (var name in Names(directory).Where(name => _aboveKept.Contains($"{path}/{name}")))
            Descend(directory, name, $"{path}/{name}", depth);
    }

    private void Remove(int directory, string name, string path, int depth)
    {
        if (DirectoryCalls.UnlinkAt(directory, Name(name), 0) == 0 || Marshal.GetLastPInvokeError() == DirectoryCalls.NoSuchFile)
            return;
        if (Marshal.GetLastPInvokeError() != DirectoryCalls.IsDirectory)
        {
            Fail(path);
            return;
        }

        if (depth >= DeepestOpen && DirectoryCalls.RenameAt(directory, Name(name), _topDescriptor, Name($".deep-{Environment.ProcessId}-{_moved++}")) == 0)
            return;
        Descend(directory, name, path, depth);
        if (_failures.Count == 0 && DirectoryCalls.UnlinkAt(directory, Name(name), DirectoryCalls.RemoveDirectory) < 0)
            Fail(path);
    }

    private void Descend(int directory, string name, string path, int depth)
    {
        var inner = DirectoryCalls.OpenDirectory(directory, Name(name));
        // A context may hold directories that not even their owner may read.
        if (inner < 0 && Marshal.GetLastPInvokeError() == DirectoryCalls.AccessDenied && DirectoryCalls.ChangeMode(directory, Name(name), OwnerAll, 0) == 0)
            inner = DirectoryCalls.OpenDirectory(directory, Name(name));
        if (inner < 0)
        {
            Fail(path);
            return;
        }

        RemoveContent(inner, path, depth + 1);
        _ = DirectoryCalls.Close(inner);
    }

    private List<string> Removable(int directory, string path) =>
        Names(directory).Where(name => !_kept.Contains($"{path}/{name}") && !_aboveKept.Contains($"{path}/{name}")).Take(NamesAtATime).ToList();

    private List<string> Names(int directory)
    {
        _ = DirectoryCalls.Seek(directory, 0, 0);
        var found = new List<string>();
        for (var length = DirectoryCalls.ReadEntries(directory, _buffer, _buffer.Length);
            length > 0 && found.Count < NamesAtATime;
            length = DirectoryCalls.ReadEntries(directory, _buffer, _buffer.Length))
        {
            for (var at = 0; at < length; at += BinaryPrimitives.ReadUInt16LittleEndian(_buffer.AsSpan(at + 16)))
            {
                var name = _buffer.AsSpan(at + 19);
                name = name[..name.IndexOf((byte)0)];
                if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                    found.Add(Encoding.Latin1.GetString(name));
            }
        }

        return found;
    }

    private void Fail(string path)
    {
        if (_failures.Count < FailuresToTell)
            _failures.Add($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }
}
