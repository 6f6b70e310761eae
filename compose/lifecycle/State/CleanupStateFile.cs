using System.Text.Json;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.State;

/// <summary><see cref="CleanupState"/> on disk: JSON in snake_case, replaced as a whole.</summary>
public static class CleanupStateFile
{
    private const int MostRemoved = 10_000;

    /// <summary>Where it is.</summary>
    public static string PathIn(string dataDirectory) => Path.Join(dataDirectory, "state", "cleanup.json");

    /// <summary>What it says; nothing when it is not there, or cannot be understood: it decides nothing.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static CleanupState Read(string dataDirectory)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathIn(dataDirectory)), CleanupStateJson.Default.CleanupState) is { Schema: 1 } state && IsWhole(state) ? state : new CleanupState();
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return new CleanupState();
        }
    }

    // The generated reader takes null in a list for whatever the list is of, and leaves null what is not said.
    private static bool IsWhole(CleanupState state) => state is { Repositories: { } repositories, Removed: { } removed }
        && repositories.All(repository => repository is { Result: not null, Sentence: not null }) && removed.All(one => one is not null);

    /// <summary>Replaces it.</summary>
    /// <exception cref="IOException">It is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string dataDirectory, CleanupState state)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathIn(dataDirectory))!);
        var bounded = state with { Removed = [.. state.Removed.Take(MostRemoved)] };
        WholeFile.Write(PathIn(dataDirectory), JsonSerializer.SerializeToUtf8Bytes(bounded, CleanupStateJson.Default.CleanupState));
    }
}
