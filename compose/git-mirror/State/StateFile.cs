using System.Text.Json;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.GitMirror.State;

/// <summary>A <see cref="MirrorState"/> on disk: JSON in snake_case, replaced as a whole.</summary>
public static class StateFile
{
    /// <summary>Null when there is none, or none that can be understood: the mirror is then looked at as if for the first time.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static MirrorState? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), StateJson.Default.MirrorState) is { Schema: 1 } state ? state : null;
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces it.</summary>
    /// <exception cref="IOException">It is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string path, MirrorState state) =>
        WholeFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(state, StateJson.Default.MirrorState));
}
