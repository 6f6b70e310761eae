using System.Text.Json;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.State;

/// <summary><see cref="RebuildState"/> on disk: JSON in snake_case, replaced as a whole.</summary>
public static class RebuildStateFile
{
    /// <summary>Where it is.</summary>
    public static string PathIn(string dataDirectory) => Path.Join(dataDirectory, "state", "rebuilds.json");

    /// <summary>What it says; nothing when it is not there, or cannot be understood: nobody wants anything then.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static RebuildState Read(string dataDirectory)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathIn(dataDirectory)), RebuildStateJson.Default.RebuildState) is { Schema: 1 } state ? state : new RebuildState();
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return new RebuildState();
        }
    }

    /// <summary>Replaces it.</summary>
    /// <exception cref="IOException">It is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string dataDirectory, RebuildState state)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathIn(dataDirectory))!);
        WholeFile.Write(PathIn(dataDirectory), JsonSerializer.SerializeToUtf8Bytes(state, RebuildStateJson.Default.RebuildState));
    }
}
