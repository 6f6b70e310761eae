using System.Text.Json;
using System.Text.Json.Nodes;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>Writes an image as an OCI image layout, from which the clients push.</summary>
internal static class OciLayout
{
    public static string Write(string folder, SampleImage image, string tag)
    {
        var blobs = Directory.CreateDirectory(Path.Join(folder, "blobs", "sha256")).FullName;
        foreach (var blob in image.Whole.SelectMany(part => part.Blobs.Append(part.Manifest)))
            File.WriteAllBytes(Path.Join(blobs, blob.Digest.Hex), blob.Bytes);
        File.WriteAllText(Path.Join(folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        var index = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["manifests"] = new JsonArray(new JsonObject
            {
                ["mediaType"] = image.Manifest.MediaType,
                ["digest"] = image.Digest.ToString(),
                ["size"] = image.Manifest.Bytes.Length,
                ["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = tag },
            }),
        };
        File.WriteAllBytes(Path.Join(folder, "index.json"), JsonSerializer.SerializeToUtf8Bytes(index));
        return folder;
    }
}
