using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Engines.Buildx;

/// <summary>Settings of the engine buildx.</summary>
/// <param name="Docker"><c>BUILD_DOCKER_BIN</c>: a path, or a name in PATH.</param>
/// <param name="Builder">
/// <c>BUILD_BUILDX_BUILDER</c>: one that <c>docker buildx create</c> made, whose buildkitd knows which registries speak http; null: the one built into the Docker engine.
/// </param>
/// <param name="Provenance"><c>BUILD_BUILDX_PROVENANCE</c>: whether an attestation goes with the image, which makes an index of it.</param>
public sealed record BuildxSettings(string Docker = "docker", string? Builder = null, bool Provenance = false)
{
    /// <summary>Reads them.</summary>
    public static BuildxSettings Read(SettingsReader read)
    {
        var builder = read.Text("BUILD_BUILDX_BUILDER", "");
        if (!builder.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
            read.Refuse("BUILD_BUILDX_BUILDER is no name of a builder; write one that `docker buildx ls` shows");
        return new BuildxSettings(read.Text("BUILD_DOCKER_BIN", "docker"), builder.Length > 0 ? builder : null, read.Switch("BUILD_BUILDX_PROVENANCE", fallback: false));
    }
}
