using System.Text.Encodings.Web;
using System.Text.Json;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>
/// An index with some of its platforms. The whole index could not be pushed without the others: registry 2.8.3 refuses one whose manifests it does not have. So it
/// becomes one of its own, with a digest of its own: the same source always gives the same bytes.
/// </summary>
/// <param name="Children">The manifests that are kept, in their order.</param>
/// <param name="Content">The new index; the source's own bytes where every manifest is kept.</param>
/// <param name="Missing">Platforms that are wanted and not there.</param>
internal sealed record PlatformSubset(IReadOnlyList<Digest> Children, ReadOnlyMemory<byte> Content, IReadOnlyList<ImagePlatform> Missing)
{
    private static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal Digest Digest => ManifestContent.Of(MediaType.None, Content).Digest;

    /// <summary>Cuts an index; null: it is none, and stays as it is.</summary>
    internal static PlatformSubset? Of(ReadOnlyMemory<byte> index, IReadOnlyList<ImagePlatform> wanted)
    {
        if (ManifestReader.Read(index.Span) is not Manifest.Index)
            return null;
        using var document = JsonDocument.Parse(index);
        var entries = document.RootElement.GetProperty("manifests").EnumerateArray().ToList();
        var kept = entries.Where(entry => wanted.Any(platform => Is(entry, platform))).ToList();
        var digests = kept.Select(DigestOf).ToHashSet(StringComparer.Ordinal);
        // What BuildKit says about a platform goes with it.
        var all = entries.Where(entry => digests.Contains(DigestOf(entry)) || (AboutOf(entry) is { } about && digests.Contains(about))).ToList();
        IReadOnlyList<ImagePlatform> missing = [.. wanted.Where(platform => !entries.Exists(entry => Is(entry, platform)))];
        return new PlatformSubset(
            [.. all.Select(entry => Digest.Parse(DigestOf(entry)))],
            all.Count == entries.Count ? index : Write(document.RootElement, all),
            missing);
    }

    private static byte[] Write(JsonElement root, List<JsonElement> entries)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, s_writing))
        {
            writer.WriteStartObject();
            foreach (var property in root.EnumerateObject())
            {
                if (!property.NameEquals("manifests"))
                {
                    property.WriteTo(writer);
                    continue;
                }

                writer.WriteStartArray(property.Name);
                foreach (var entry in entries)
                    entry.WriteTo(writer);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static bool Is(JsonElement entry, ImagePlatform wanted) => entry.TryGetProperty("platform", out var platform) && platform.ValueKind is JsonValueKind.Object
        && wanted.System.Equals(Text(platform, "os"), StringComparison.Ordinal)
        && wanted.Architecture.Equals(Text(platform, "architecture"), StringComparison.Ordinal)
        && (wanted.Variant is null || wanted.Variant.Equals(Text(platform, "variant"), StringComparison.Ordinal));

    private static string DigestOf(JsonElement entry) => Text(entry, "digest") ?? "";

    private static string? AboutOf(JsonElement entry) =>
        entry.TryGetProperty("annotations", out var annotations) && annotations.ValueKind is JsonValueKind.Object ? Text(annotations, "vnd.docker.reference.digest") : null;

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
