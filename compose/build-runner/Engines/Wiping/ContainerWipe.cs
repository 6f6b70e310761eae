using System.Text;
using RegistryJanitor.BuildRunner.Volume;

namespace RegistryJanitor.BuildRunner.Engines.Wiping;

/// <summary>
/// Makes kaniko's container as it was before any build. kaniko unpacks images over "/" itself and leaves files there and in its own
/// directory, which end up in the next image, filter its context or stop its clone; also with <c>--cleanup</c>.
/// </summary>
/// <remarks>
/// Removed is everything in "/" but mount points and <c>/kaniko</c>, and everything in <c>/kaniko</c> but what is ours. Mount points are read
/// anew each time. <c>/kaniko/tmp</c> is emptied.
/// </remarks>
/// <param name="root">"/" in a container; a directory that stands in for it in a test.</param>
/// <param name="kept">Names in <c>/kaniko</c> that stay.</param>
/// <param name="mountInfo">Gives the text of <c>/proc/self/mountinfo</c>.</param>
internal sealed class ContainerWipe(string root, IReadOnlyCollection<string> kept, Func<string> mountInfo)
{
    /// <summary>kaniko's own directory.</summary>
    public string Kaniko { get; } = Path.Join(root, "kaniko");

    /// <summary>Why nothing may be wiped here; null: this is a container of kaniko.</summary>
    /// <param name="isFirstProcess">Whether we are process 1.</param>
    public string? Refusal(bool isFirstProcess)
    {
        if (!File.Exists(Path.Join(Kaniko, "executor")))
            return $"{Kaniko}/executor does not exist, so this is no container of kaniko and its files are not wiped; use the image of compose/build-runner, or BUILD_ENGINE=buildah on a machine";
        return string.Equals(root, "/", StringComparison.Ordinal) && !isFirstProcess
            ? "build-runner is not process 1, so \"/\" may be that of a machine and is not wiped; start it as the first process of a container of its own"
            : null;
    }

    /// <summary>Wipes.</summary>
    /// <exception cref="UncleanException">Something is still there.</exception>
    public void Run()
    {
        var keep = MountPoints.Below(mountInfo(), root).Concat(kept.Select(name => RawPath.Of(Path.Join(Kaniko, name))));
        var failures = DirectoryWipe.Empty(root, keep);
        if (failures.Count > 0)
            throw new UncleanException($"the container could not be wiped ({string.Join("; ", failures)}); recreate it");
        Directory.CreateDirectory(Path.Join(Kaniko, "tmp"));
    }

    /// <summary>What is mounted here and written to by builds, as it is now.</summary>
    public MountedFiles MountedFiles() => Wiping.MountedFiles.Remember(root, mountInfo());

    /// <summary>The mount points of this process.</summary>
    public static string OwnMounts() => File.ReadAllText("/proc/self/mountinfo", Encoding.Latin1);
}
