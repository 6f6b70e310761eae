using RegistryJanitor.BuildRunner.Volume;

namespace RegistryJanitor.BuildRunner.Engines.Wiping;

/// <summary>
/// The files that a runtime mounts into a container, so that no wipe can remove them. A RUN can write to them, and what one writes to <c>/etc/hosts</c> would
/// say where the next build finds its registry.
/// </summary>
internal sealed class MountedFiles
{
    private static readonly string[] s_names = ["etc/hosts", "etc/resolv.conf", "etc/hostname"];

    private readonly Dictionary<string, byte[]> _before = new(StringComparer.Ordinal);

    private MountedFiles()
    {
    }

    /// <summary>Takes note of those there are.</summary>
    /// <param name="root">The container's root.</param>
    /// <param name="mountInfo">Text of <c>/proc/self/mountinfo</c>.</param>
    public static MountedFiles Remember(string root, string mountInfo)
    {
        var files = new MountedFiles();
        var mounts = MountPoints.Below(mountInfo, root);
        foreach (var name in s_names)
        {
            var path = Path.Join(root, name);
            if (mounts.Contains(RawPath.Of(path), StringComparer.Ordinal))
                files._before[path] = File.ReadAllBytes(path);
        }

        return files;
    }

    /// <summary>Writes back what was changed.</summary>
    /// <exception cref="UncleanException">One could not be written.</exception>
    public void Restore()
    {
        foreach (var path in _before.Keys)
        {
            try
            {
                // Into the same file: what is mounted cannot be replaced.
                if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(_before[path]))
                    File.WriteAllBytes(path, _before[path]);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                throw new UncleanException($"{path} could not be made as it was ({refused.Message}); recreate the container");
            }
        }
    }
}
