using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Engines.Buildah;

/// <summary>Settings of the engine buildah.</summary>
/// <param name="Executable"><c>BUILD_BUILDAH_BIN</c>: a path, or a name in PATH.</param>
/// <param name="Storage"><c>BUILD_BUILDAH_STORAGE</c>: <c>vfs</c> works everywhere and copies every layer; <c>overlay</c> needs root and a kernel with it.</param>
public sealed record BuildahSettings(string Executable = "buildah", string Storage = "vfs")
{
    /// <summary>Reads them.</summary>
    public static BuildahSettings Read(SettingsReader read)
    {
        var settings = new BuildahSettings(read.Text("BUILD_BUILDAH_BIN", "buildah"), read.Text("BUILD_BUILDAH_STORAGE", "vfs").ToLowerInvariant());
        if (settings.Storage is not ("vfs" or "overlay"))
            read.Refuse("BUILD_BUILDAH_STORAGE is neither vfs nor overlay; write one of them");
        return settings;
    }
}
