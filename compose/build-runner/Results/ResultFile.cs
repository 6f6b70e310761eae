using System.Text.Json;
using RegistryJanitor.BuildRunner.Volume;

namespace RegistryJanitor.BuildRunner.Results;

/// <summary>A <see cref="BuildResult"/> on disk: JSON in snake_case.</summary>
public static class ResultFile
{
    private const int Longest = 1024 * 1024;

    /// <summary>Null when there is none, or none that can be understood.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    public static BuildResult? Read(string path)
    {
        try
        {
            return SmallFile.Read(path, Longest) is { } bytes && JsonSerializer.Deserialize(bytes, ResultJson.Default.BuildResult) is { Schema: 1 } result ? result : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Its bytes.</summary>
    public static byte[] Bytes(BuildResult result) => JsonSerializer.SerializeToUtf8Bytes(result, ResultJson.Default.BuildResult);
}
