using System.Text.Json;

namespace RegistryJanitor.Tests.Properties.Oracles;

/// <summary>What a manifest names.</summary>
/// <param name="Names">Digests of config, layers, blobs and the entries of an index.</param>
/// <param name="Subject">What it is about; null when it says nothing.</param>
/// <param name="IsIndex">It has entries.</param>
internal sealed record OracleManifest(string[] Names, string? Subject, bool IsIndex)
{
    /// <summary>Null for bytes that are no manifest, such as a layer or a config.</summary>
    public static OracleManifest? TryParse(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            var root = json.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || !IsManifest(root))
                return null;
            var names = new List<string>();
            if (root.TryGetProperty("config", out var config))
                names.Add(Digest(config));
            foreach (var list in (string[])["layers", "blobs", "manifests"])
            {
                if (root.TryGetProperty(list, out var entries))
                    names.AddRange(entries.EnumerateArray().Select(Digest));
            }

            return new OracleManifest(
                [.. names], root.TryGetProperty("subject", out var subject) ? Digest(subject) : null, IsIndex: root.TryGetProperty("manifests", out _));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsManifest(JsonElement root) =>
        root.TryGetProperty("schemaVersion", out var version) ? version.GetInt32() == 2 : root.TryGetProperty("blobs", out _);

    private static string Digest(JsonElement descriptor) => descriptor.GetProperty("digest").GetString()!;
}
