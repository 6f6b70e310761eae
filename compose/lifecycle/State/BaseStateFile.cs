using System.Text.Json;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.State;

/// <summary><see cref="BaseState"/> on disk: JSON in snake_case, replaced as a whole.</summary>
public static class BaseStateFile
{
    /// <summary>Where it is.</summary>
    public static string PathIn(string dataDirectory) => Path.Join(dataDirectory, "state", "bases.json");

    /// <summary>What it says; nothing when it is not there, or cannot be understood: every base is then as one that moved a moment ago.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static BaseState Read(string dataDirectory)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathIn(dataDirectory)), BaseStateJson.Default.BaseState) is { Schema: 1 } state ? state : new BaseState();
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return new BaseState();
        }
    }

    /// <summary>Replaces it.</summary>
    /// <exception cref="IOException">It is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string dataDirectory, BaseState state)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathIn(dataDirectory))!);
        WholeFile.Write(PathIn(dataDirectory), JsonSerializer.SerializeToUtf8Bytes(state, BaseStateJson.Default.BaseState));
    }
}
