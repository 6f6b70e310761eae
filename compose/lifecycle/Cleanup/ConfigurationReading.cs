using System.Text.Json;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>What configurations and manifests of images say of their age and their base (OCI image-spec, config.md and annotations.md).</summary>
internal static class ConfigurationReading
{
    private const string BaseName = "org.opencontainers.image.base.name";
    private const string BaseDigest = "org.opencontainers.image.base.digest";

    /// <summary>When an image was made, and what it is built from; null in place of each: it does not say.</summary>
    internal static (DateTimeOffset? Created, ImageBase? Base) OfConfiguration(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object)
                return (null, null);
            return (ImageConfiguration.Created(root), root.TryGetProperty("config", out var config) ? BaseIn(config, "Labels") : null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    /// <summary>What a manifest says in its annotations; null: nothing.</summary>
    internal static ImageBase? OfManifest(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return BaseIn(document.RootElement, "annotations");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ImageBase? BaseIn(JsonElement holder, string name)
    {
        if (holder.ValueKind is not JsonValueKind.Object || !holder.TryGetProperty(name, out var labels) || labels.ValueKind is not JsonValueKind.Object)
            return null;
        var image = Text(labels, BaseName) is { } reference ? ImageReference.Read(reference).Image : null;
        var digest = Text(labels, BaseDigest) is { } text && Digest.TryParse(text, out var parsed) ? parsed : image?.Digest;
        // Who writes no tag means latest (distribution/reference, TagNameOnly).
        if (image is { Tag: null, Digest: null })
            image = image.WithTag(Tag.Parse("latest"));
        return image?.Tag is null && digest is null ? null : new ImageBase(image?.Tag is { } tag ? image.WithTag(tag) : null, digest);
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
