using System.Text.Json;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>Takes secrets out of what is written down.</summary>
public sealed class SecretScrub
{
    // Shorter ones are part of too many words: the log would be unreadable, and the secret guessed.
    private const int Shortest = 4;

    private readonly string[] _secrets;

    /// <summary>One that knows these, and how they look in a docker configuration and in an address.</summary>
    public SecretScrub(IEnumerable<string> secrets) => _secrets =
    [
        .. secrets.SelectMany(secret => new[] { secret, Uri.EscapeDataString(secret), JsonEncodedText.Encode(secret).ToString() })
            .Where(secret => secret.Length >= Shortest)
            .Distinct(StringComparer.Ordinal)
            // The longest first, or the rest of one that begins like another would stay.
            .OrderByDescending(secret => secret.Length),
    ];

    /// <summary>The same line without them.</summary>
    public string Clean(string line)
    {
        foreach (var secret in _secrets)
            line = line.Replace(secret, "***", StringComparison.Ordinal);
        return line;
    }
}
