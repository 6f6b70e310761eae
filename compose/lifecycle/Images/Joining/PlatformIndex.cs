using System.Text.Encodings.Web;
using System.Text.Json;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Images.Joining;

/// <summary>One image of several platforms: the same bytes for the same images. Pure.</summary>
/// <remarks>Formats: image-spec 1.1, image-index.md; distribution 2.8, docs/spec/manifest-v2-2.md, "Manifest List".</remarks>
public static class PlatformIndex
{
    private const int SchemaVersion = 2;

    private static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Docker's list where all images are Docker's, an OCI index otherwise.</summary>
    /// <param name="images">At least one, in the order in which clients see them.</param>
    /// <param name="annotations">What an OCI index says of itself; Docker's list has no place for it.</param>
    public static ManifestContent Of(IReadOnlyList<PlatformImage> images, IReadOnlyDictionary<string, string> annotations)
    {
        var type = images.All(image => image.Manifest.MediaType == MediaType.DockerManifest) ? MediaType.DockerManifestList : MediaType.OciIndex;
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, s_writing))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("mediaType", type.Value);
            json.WriteStartArray("manifests");
            foreach (var image in images)
                Write(json, image);
            json.WriteEndArray();
            if (type == MediaType.OciIndex && annotations.Count > 0)
            {
                json.WriteStartObject("annotations");
                foreach (var (key, value) in annotations.OrderBy(one => one.Key, StringComparer.Ordinal))
                    json.WriteString(key, value);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return ManifestContent.Of(type, bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, PlatformImage image)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", image.Manifest.MediaType.Value);
        json.WriteString("digest", $"{image.Manifest.Digest}");
        json.WriteNumber("size", image.Manifest.Size);
        json.WriteStartObject("platform");
        json.WriteString("architecture", image.Platform.Architecture);
        json.WriteString("os", image.Platform.System);
        if (image.Platform.Variant is { } variant)
            json.WriteString("variant", variant);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
