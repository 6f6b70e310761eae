using System.Text.Json;
using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Engines;

/// <summary>
/// Which digest an engine says it has pushed. It proves nothing: kaniko writes its file before the push, also for a build that fails.
/// </summary>
public static class EngineDigest
{
    private const string Plain = "digest";
    private const string Metadata = "metadata.json";
    private const int Longest = 1024 * 1024;

    /// <summary>A file with nothing but the digest.</summary>
    public static string File(BuildJob job) => Path.Join(job.WorkDirectory, Plain);

    /// <summary>The same for one of several pushes.</summary>
    public static string File(BuildJob job, int push) => Path.Join(job.WorkDirectory, $"{Plain}-{push}");

    /// <summary>A file of buildx.</summary>
    public static string MetadataFile(BuildJob job) => Path.Join(job.WorkDirectory, Metadata);

    /// <summary>Reads what there is of them. Empty: the engine said nothing; several: pushes differ.</summary>
    public static IReadOnlyList<Digest> Read(BuildJob job)
    {
        var found = new HashSet<Digest>();
        for (var push = 0; push <= job.Tags.Count; push++)
        {
            if (Digest.TryParse(Text(push == job.Tags.Count ? File(job) : File(job, push)).Trim(), out var digest))
                found.Add(digest);
        }

        if (OfMetadata(Text(MetadataFile(job))) is { } stated)
            found.Add(stated);
        return [.. found];
    }

    private static string Text(string path)
    {
        var file = new FileInfo(path);
        return file is { Exists: true, LinkTarget: null, Length: <= Longest } ? System.IO.File.ReadAllText(path) : "";
    }

    private static Digest? OfMetadata(string text)
    {
        if (text.Length == 0)
            return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty("containerimage.digest", out var value) && value.ValueKind is JsonValueKind.String
                && Digest.TryParse(value.GetString(), out var digest) ? digest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
