using System.Text.Json;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>The configuration of an image, as far as it says when that was made.</summary>
/// <remarks>Format: OCI image-spec 1.1, config.md.</remarks>
internal static class ImageConfiguration
{
    /// <summary>Bytes beyond which none is read.</summary>
    internal const int Longest = 4 * 1024 * 1024;

    private static readonly MediaType[] s_types = [new("application/vnd.oci.image.config.v1+json"), new("application/vnd.docker.container.image.v1+json")];

    // Reproducible builds write the year 1, 1970 or 1980: before there were images, nobody meant a time.
    private static readonly DateTimeOffset s_firstImages = new(2013, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether what a manifest calls its configuration is that of an image.</summary>
    internal static bool IsOne(Descriptor config) => s_types.Contains(config.MediaType);

    /// <summary>When the image was made, UTC; null: it does not say.</summary>
    internal static DateTimeOffset? Created(ReadOnlyMemory<byte> configuration)
    {
        try
        {
            using var document = JsonDocument.Parse(configuration);
            return Created(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same of one that was read.</summary>
    internal static DateTimeOffset? Created(JsonElement root) =>
        root.ValueKind is JsonValueKind.Object && root.TryGetProperty("created", out var text) && text.ValueKind is JsonValueKind.String && text.TryGetDateTimeOffset(out var time) && time >= s_firstImages
            ? time.ToUniversalTime()
            : null;
}
