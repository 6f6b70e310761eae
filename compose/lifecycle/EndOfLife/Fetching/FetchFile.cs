using System.Text.Json;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.EndOfLife.Fetching;

/// <summary>A <see cref="FetchRecord"/> on disk, replaced as a whole.</summary>
public static class FetchFile
{
    /// <summary>Where it is.</summary>
    public static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, "eol-fetches.json");

    /// <summary>What is remembered of a site; of another one, or in a shape that is not known, that is nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="site">Whose answers.</param>
    public static FetchRecord Read(string path, Uri site)
    {
        var nothing = new FetchRecord { Site = site.AbsoluteUri };
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), FetchJson.Default.FetchRecord) is { Schema: 1, Site: not null, Products: { } products } record
                && products.All(one => one is { Product: not null }) && record.Site.Equals(nothing.Site, StringComparison.Ordinal)
                ? record
                : nothing;
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException or JsonException)
        {
            // It only saves requests.
            return nothing;
        }
    }

    /// <summary>Replaces it; the result says why that could not be done, null: it was.</summary>
    public static string? Write(string path, FetchRecord record)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            WholeFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(record, FetchJson.Default.FetchRecord));
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be written: {refused.Message.TrimEnd('.')}; the next update asks for everything anew, unless LIFECYCLE_DATA_DIR names a directory that can be written";
        }
    }
}
