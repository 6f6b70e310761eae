namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>
/// A context while it is written: an empty directory of ours that grows name by name. Nothing is ever replaced, and no name is made below a link, so that
/// what is written stays in it whatever the names are. Owners are ours, and the set-user-ID bits are dropped, as in a checkout.
/// </summary>
/// <param name="root">Absolute, empty.</param>
/// <param name="limits">How large it may become.</param>
internal sealed class ContextTree(string root, ContextLimits limits)
{
    private const UnixFileMode Permissions = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode OursForFiles = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OursForDirectories = OursForFiles | UnixFileMode.UserExecute;

    // One for all files: a context has a hundred thousand, one after the other.
    private readonly byte[] _buffer = new byte[64 * 1024];

    // Names come directory by directory.
    private string? _knownParent;

    internal ContextTally Tally { get; } = new(limits);

    /// <summary>Makes a directory; one that is there gets the mode.</summary>
    internal void AddDirectory(ContextPath path, UnixFileMode mode)
    {
        Tally.Entry();
        if (path.Parts.Count == 0)
            return;
        MakeParents(path);
        var there = path.Below(root);
        switch (FileKinds.Of(there))
        {
            case FileKind.Missing:
                Directory.CreateDirectory(there);
                break;
            case FileKind.Directory:
                break;
            default:
                throw Twice(path);
        }

        File.SetUnixFileMode(there, (mode & Permissions) | OursForDirectories);
    }

    /// <summary>Makes a file, and writes what <paramref name="content"/> has.</summary>
    internal async Task AddFileAsync(ContextPath path, UnixFileMode mode, DateTimeOffset? modified, Stream content, CancellationToken cancel)
    {
        var there = NewName(path);
        await using (var file = new FileStream(there, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            while (await content.ReadAsync(_buffer, cancel) is var count and > 0)
            {
                Tally.Bytes(count);
                await file.WriteAsync(_buffer.AsMemory(0, count), cancel);
            }

            File.SetUnixFileMode(file.SafeFileHandle, (mode & Permissions) | OursForFiles);
        }

        if (modified is { } time)
            File.SetLastWriteTimeUtc(there, time.UtcDateTime);
    }

    /// <summary>Makes a link. Where it leads is judged when all is there.</summary>
    internal void AddLink(ContextPath path, string target) => File.CreateSymbolicLink(NewName(path), target);

    /// <summary>Makes a copy of a file that is there already: a hard link of a tar.</summary>
    internal async Task AddCopyAsync(ContextPath path, ContextPath of, CancellationToken cancel)
    {
        var (real, mistake) = RootedPath.Follow(root, of);
        var from = of.Below(root);
        if (mistake is not null || !string.Equals(real, of.Value, StringComparison.Ordinal) || FileKinds.Of(from) is not FileKind.Regular)
            throw new ContextRefusedException($"the context has a hard link {path} to {of}, which is no file that came before it");
        await using var content = File.OpenRead(from);
        await AddFileAsync(path, File.GetUnixFileMode(from), new DateTimeOffset(File.GetLastWriteTimeUtc(from)), content, cancel);
    }

    private string NewName(ContextPath path)
    {
        Tally.Entry();
        if (path.Parts.Count == 0)
            throw new ContextRefusedException("the context has a file without a name");
        MakeParents(path);
        var there = path.Below(root);
        return FileKinds.Of(there) is FileKind.Missing ? there : throw Twice(path);
    }

    private void MakeParents(ContextPath path)
    {
        var parts = path.Parts;
        var parent = string.Join('/', parts.SkipLast(1));
        if (string.Equals(parent, _knownParent, StringComparison.Ordinal))
            return;
        var there = root;
        foreach (var part in parts.SkipLast(1))
        {
            there = $"{there}/{part}";
            switch (FileKinds.Of(there))
            {
                case FileKind.Missing:
                    Tally.Entry();
                    Directory.CreateDirectory(there);
                    break;
                case FileKind.Directory:
                    break;
                case var kind:
                    throw new ContextRefusedException($"the context has {path}, but {there[(root.Length + 1)..]} is {(kind is FileKind.Link ? "a link" : "a file")} and no directory");
            }
        }

        _knownParent = parent;
    }

    private static ContextRefusedException Twice(ContextPath path) => new($"the context has {path} twice, and which one is meant cannot be told");
}
