using System.Text.Json;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.State;

/// <summary><see cref="ScheduleState"/> on disk: JSON in snake_case, replaced as a whole.</summary>
public static class ScheduleStateFile
{
    /// <summary>Where it is.</summary>
    public static string PathIn(string dataDirectory) => Path.Join(dataDirectory, "state", "schedule.json");

    /// <summary>What it says; nothing when it is not there, or cannot be understood: every command then waits for its next time.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static ScheduleState Read(string dataDirectory)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathIn(dataDirectory)), ScheduleStateJson.Default.ScheduleState) is { Schema: 1 } state && IsWhole(state) ? state : new ScheduleState();
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return new ScheduleState();
        }
    }

    // The generated reader takes null in a list for whatever the list is of, and leaves null what is not said.
    private static bool IsWhole(ScheduleState state) => state.Commands is { } commands && commands.All(command => command is { Sentence: not null });

    /// <summary>Replaces it.</summary>
    /// <exception cref="IOException">It is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string dataDirectory, ScheduleState state)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathIn(dataDirectory))!);
        WholeFile.Write(PathIn(dataDirectory), JsonSerializer.SerializeToUtf8Bytes(state, ScheduleStateJson.Default.ScheduleState));
    }
}
