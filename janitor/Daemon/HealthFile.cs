using System.Text.Json;
using System.Text.Json.Serialization;

namespace RegistryJanitor.Daemon;

/// <summary>The file by which a loop tells another process (a container's health check) how it is: one JSON object, always whole.</summary>
/// <param name="path">Where it is; its directory must exist.</param>
public sealed partial class HealthFile(string path)
{
    /// <summary>Where the file is.</summary>
    public string Path { get; } = path;

    /// <summary>Replaces the file.</summary>
    /// <exception cref="IOException">It could not be written; the old content stays.</exception>
    /// <exception cref="UnauthorizedAccessException">It could not be written; the old content stays.</exception>
    public void Write(HealthRecord record) => WholeFile.Write(Path, JsonSerializer.SerializeToUtf8Bytes(record, Format.Default.HealthRecord));

    /// <summary>Reads the file; whatever stands in the way is part of the answer.</summary>
    public HealthReading Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Path), Format.Default.HealthRecord) is { } record
                ? new HealthReading.Found(record)
                : new HealthReading.Unreadable($"{Path} holds no health record");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return new HealthReading.Missing($"there is no {Path}: no pass has begun");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new HealthReading.Unreadable($"{Path} cannot be read: {unreadable.Message}");
        }
        catch (JsonException malformed)
        {
            return new HealthReading.Unreadable($"{Path} holds no health record: {malformed.Message}");
        }
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true)]
    [JsonSerializable(typeof(HealthRecord))]
    private sealed partial class Format : JsonSerializerContext;
}
