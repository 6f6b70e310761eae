namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>Copies a directory of the volume: what somebody changes while it is built, or an engine writes into it, stays apart.</summary>
internal static class DirectoryCopy
{
    internal static async Task RunAsync(string from, ContextTree into, CancellationToken cancel)
    {
        var ahead = new Stack<ContextPath>([ContextPath.Root]);
        while (ahead.TryPop(out var directory))
        {
            foreach (var entry in new DirectoryInfo(directory.Below(from)).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                cancel.ThrowIfCancellationRequested();
                var path = new ContextPath(directory.Value.Length == 0 ? entry.Name : $"{directory}/{entry.Name}");
                switch (FileKinds.Of(entry.FullName))
                {
                    case FileKind.Directory:
                        into.AddDirectory(path, entry.UnixFileMode);
                        ahead.Push(path);
                        break;
                    case FileKind.Link:
                        into.AddLink(path, entry.LinkTarget ?? throw Changed(path));
                        break;
                    case FileKind.Regular:
                        await using (var content = File.OpenRead(entry.FullName))
                            await into.AddFileAsync(path, entry.UnixFileMode, new DateTimeOffset(entry.LastWriteTimeUtc), content, cancel);
                        break;
                    case FileKind.Missing:
                        throw Changed(path);
                    default:
                        throw new ContextRefusedException($"the context has {path}, which is a device, a named pipe or a socket");
                }
            }
        }
    }

    private static ContextRefusedException Changed(ContextPath path) => new($"the context changed while it was copied: {path} is gone; ask again when it is still");
}
