using System.Globalization;
using System.Text.Json;
using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What the next pass must know of the collection of blobs; kept in the store, since <c>make gc</c> and the loop are two processes.</summary>
/// <param name="Due">Something was removed since the last collection that succeeded, or the last one failed.</param>
/// <param name="CollectedAt">When the last one succeeded, UTC; null for never.</param>
public sealed record CollectionState(bool Due, DateTimeOffset? CollectedAt)
{
    // Pushes that were given up and mounts leave blobs that no eviction ever announces.
    private static readonly TimeSpan s_atLeastEvery = TimeSpan.FromDays(1);

    /// <summary>Whether to collect now although this pass has removed nothing.</summary>
    public bool IsDue(DateTimeOffset now) => Due || CollectedAt is not { } last || now - last >= s_atLeastEvery;

    /// <summary>The state once a pass has committed.</summary>
    /// <param name="collected">Its blobs were collected, too.</param>
    /// <param name="now">When, UTC.</param>
    public CollectionState After(bool collected, DateTimeOffset now) => collected ? new(Due: false, now) : this with { Due = true };

    /// <summary>Reads the state. One that is missing or damaged counts as due: collecting once too often harms nothing.</summary>
    public static CollectionState Read(StorageLayout layout)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(layout.State));
            var root = document.RootElement;
            return new CollectionState(
                root.GetProperty("collectionDue").GetBoolean(),
                root.TryGetProperty("collectedAt", out var at) ? at.GetDateTimeOffset() : null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException
            or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return new CollectionState(Due: true, CollectedAt: null);
        }
    }

    /// <summary>Writes the state, whole.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(StorageLayout layout)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteBoolean("collectionDue", Due);
            if (CollectedAt is { } at)
                writer.WriteString("collectedAt", at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        WholeFile.Write(layout.State, stream.ToArray());
    }
}
