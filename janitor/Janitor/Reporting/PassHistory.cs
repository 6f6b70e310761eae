using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Reporting;

/// <summary>The newest passes, in a file: one JSON object a line, the oldest first. Written anew by every pass, some 120 KiB at most.</summary>
/// <remarks>Two janitors that end a pass in the same moment may lose one of the two lines: it is a chart's, no record.</remarks>
internal static partial class PassHistory
{
    /// <summary>How many lines there may be: six weeks of a pass an hour.</summary>
    public const int Longest = 1000;

    private const int BufferSize = 64 * 1024;

    /// <summary>Reads the file.</summary>
    /// <param name="layout">The store.</param>
    /// <returns>Empty when there is none.</returns>
    /// <exception cref="IOException">It cannot be read, or is not what was written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    public static ImmutableArray<HistoryEntry> Read(StorageLayout layout)
    {
        var entries = ImmutableArray.CreateBuilder<HistoryEntry>();
        try
        {
            using var reader = new StreamReader(RegularFile.OpenRead(layout.History, BufferSize));
            while (reader.ReadLine() is { } line && entries.Count < 2 * Longest)
                entries.Add(JsonSerializer.Deserialize(line, Format.Default.HistoryEntry) ?? throw new IOException("a line says nothing"));
        }
        catch (FileNotFoundException)
        {
            return [];
        }
        catch (JsonException malformed)
        {
            throw new IOException($"line {entries.Count + 1} is no history of a pass", malformed);
        }

        return [.. entries.TakeLast(Longest)];
    }

    /// <summary>Writes the file anew, whole.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="entries">The oldest first; only the newest are written.</param>
    /// <exception cref="IOException">It cannot be written; the old one stays.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written; the old one stays.</exception>
    public static void Write(StorageLayout layout, IEnumerable<HistoryEntry> entries) => WholeFile.Write(layout.History, stream =>
    {
        foreach (var entry in entries.TakeLast(Longest))
        {
            stream.Write(JsonSerializer.SerializeToUtf8Bytes(entry, Format.Default.HistoryEntry));
            stream.WriteByte((byte)'\n');
        }
    });

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true)]
    [JsonSerializable(typeof(HistoryEntry))]
    private sealed partial class Format : JsonSerializerContext;
}
