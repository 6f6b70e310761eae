using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>An image that skopeo pulled, its layers laid over each other (OCI image-spec, layer.md).</summary>
/// <param name="Files">Regular files with their text, and links with <c>-></c>.</param>
/// <param name="Config">The <c>config</c> in its configuration.</param>
internal sealed record PulledImage(SortedDictionary<string, string> Files, JsonElement Config)
{
    public string Names => string.Join(' ', Files.Keys);

    public bool Has(string name) => Files.ContainsKey(name);

    public string? Label(string key) => Config.TryGetProperty("Labels", out var labels) && labels.TryGetProperty(key, out var value) ? value.GetString() : null;

    /// <summary>Reads what <c>skopeo copy ... dir:</c> wrote.</summary>
    public static async Task<PulledImage> ReadAsync(string folder)
    {
        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Join(folder, "manifest.json")));
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var layer in manifest.RootElement.GetProperty("layers").EnumerateArray())
            await LayAsync(Path.Join(folder, Blob(layer)), files);
        using var config = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Join(folder, Blob(manifest.RootElement.GetProperty("config")))));
        return new PulledImage(files, config.RootElement.GetProperty("config").Clone());
    }

    private static string Blob(JsonElement descriptor) => descriptor.GetProperty("digest").GetString()!["sha256:".Length..];

    private static async Task LayAsync(string layer, SortedDictionary<string, string> files)
    {
        await using var file = File.OpenRead(layer);
        await using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(unpacked);
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            var name = entry.Name.TrimStart('.', '/').TrimEnd('/');
            var last = Path.GetFileName(entry.Name);
            if (last.StartsWith(".wh.", StringComparison.Ordinal))
                files.Remove(Path.Join(Path.GetDirectoryName(name), last[".wh.".Length..]));
            else if (entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink)
                files[name] = $"-> {entry.LinkName}";
            else if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                files[name] = entry.DataStream is { Length: < 4096 } data ? await new StreamReader(data).ReadToEndAsync() : "";
        }
    }
}
