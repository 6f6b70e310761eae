using System.Text.Json;
using RegistryJanitor.Daemon;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>What we want to know of <c>results/ID.json</c>, which build-runner writes whole: how it ended, and what its tags have.</summary>
internal static class ResultFile
{
    private const int LongestStatus = 40;
    private const int LongestError = 500;

    /// <summary>Reads it; null: there is none yet.</summary>
    /// <exception cref="IOException">It cannot be read, or is longer than 1 MiB.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    internal static QueueState.Ended? Read(string path)
    {
        if (SmallFile.Read(path) is not { } bytes)
            return null;
        try
        {
            using var result = JsonDocument.Parse(bytes);
            var root = result.RootElement;
            return Text(root, "status") is { } status
                ? new QueueState.Ended(Printable.Line(status, LongestStatus)) { Digest = DigestOf(root), Error = Text(root, "error") is { } error ? Printable.Line(error, LongestError) : null }
                : new QueueState.Ended("ended");
        }
        catch (JsonException)
        {
            // A result is written whole; what it says is build-runner's business, that it is there is ours.
            return new QueueState.Ended("ended");
        }
    }

    private static Digest? DigestOf(JsonElement root)
    {
        if (!root.TryGetProperty("pushed", out var pushed) || pushed.ValueKind is not JsonValueKind.Array)
            return null;
        var digests = pushed.EnumerateArray().Select(tag => Text(tag, "digest")).Distinct(StringComparer.Ordinal).ToList();
        return digests is [{ } only] && Digest.TryParse(only, out var digest) ? digest : null;
    }

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
