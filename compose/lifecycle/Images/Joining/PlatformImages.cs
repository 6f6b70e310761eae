using System.Text.Json;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Images.Joining;

/// <summary>Reads what a build has pushed for one platform: its manifest, and its configuration, which says what it is for.</summary>
/// <param name="registries">Who is asked.</param>
internal sealed class PlatformImages(RegistryClient registries)
{
    // Configurations have kilobytes; most of it is history.
    private const int LongestConfiguration = 4 * 1024 * 1024;

    /// <summary>Reads it.</summary>
    /// <param name="image">With the digest of its manifest.</param>
    /// <param name="platform">What it was built for.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ImageException">It is not there, or something else.</exception>
    /// <exception cref="RegistryException">Its registry does not say.</exception>
    internal async Task<PlatformImage> ReadAsync(ImageReference image, ImagePlatform platform, CancellationToken cancel)
    {
        var content = await ManifestAsync(image, cancel);
        if (ManifestReader.Read(content.Bytes.Span) is not Manifest.Image { Config: { } configuration } || !content.MediaType.IsImageManifest)
            throw new ImageException($"{image} is {Printable.Line(content.MediaType.Value, 80)} and no image of one platform; build without attestations (BUILD_BUILDX_PROVENANCE=false)");
        var (system, architecture) = PlatformOf(await registries.SmallBlobAsync(image, configuration, LongestConfiguration, cancel));
        return system.Equals(platform.System, StringComparison.Ordinal) && architecture.Equals(platform.Architecture, StringComparison.Ordinal)
            ? new PlatformImage(platform, new Descriptor(content.MediaType, content.Digest, content.Bytes.Length))
            : throw new ImageException($"{image} was to be for {platform} and says that it is for {Printable.Line(system, 40)}/{Printable.Line(architecture, 40)}; look what it is built from");
    }

    private async Task<ManifestContent> ManifestAsync(ImageReference image, CancellationToken cancel)
    {
        try
        {
            return await registries.ManifestAsync(image, cancel);
        }
        catch (RegistryException missing) when (missing.Fault is RegistryFault.NotFound)
        {
            throw new ImageException($"{image.Registry} no longer has {image}");
        }
    }

    private static (string System, string Architecture) PlatformOf(byte[] configuration)
    {
        try
        {
            using var document = JsonDocument.Parse(configuration);
            return (Text(document.RootElement, "os"), Text(document.RootElement, "architecture"));
        }
        catch (JsonException)
        {
            return ("", "");
        }
    }

    private static string Text(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "";
}
