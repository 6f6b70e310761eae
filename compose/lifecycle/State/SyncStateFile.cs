using System.Text.Json;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.State;

/// <summary><see cref="SyncState"/> on disk: JSON in snake_case, replaced as a whole.</summary>
public static class SyncStateFile
{
    /// <summary>Where it is.</summary>
    public static string PathIn(string dataDirectory) => Path.Join(dataDirectory, "state", "sync.json");

    /// <summary>What it says; nothing when it is not there, or cannot be understood: everything is then looked at as if for the first time.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static SyncState Read(string dataDirectory)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathIn(dataDirectory)), SyncStateJson.Default.SyncState) is { Schema: 1 } state && IsWhole(state) ? state : new SyncState();
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return new SyncState();
        }
    }

    // The generated reader takes null in a list for whatever the list is of, and leaves null what is not said.
    private static bool IsWhole(SyncState state) => state.Entries is { } entries
        && entries.All(entry => entry is { Result: not null, Sentence: not null, Tags: { } tags } && tags.All(tag => tag is { Result: not null, Sentence: not null }));

    /// <summary>Replaces it.</summary>
    /// <exception cref="IOException">It is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string dataDirectory, SyncState state)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathIn(dataDirectory))!);
        WholeFile.Write(PathIn(dataDirectory), JsonSerializer.SerializeToUtf8Bytes(state, SyncStateJson.Default.SyncState));
    }
}
