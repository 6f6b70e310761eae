namespace RegistryJanitor;

/// <summary>What may follow <c>janitor verify</c>.</summary>
/// <param name="Deep">Hash every blob as well.</param>
/// <param name="Json">Answer with one JSON document.</param>
internal readonly record struct VerifyOptions(bool Deep, bool Json)
{
    /// <summary>Understands the words after the command, in any order; false when one is no option.</summary>
    public static bool TryParse(IReadOnlyCollection<string> words, out VerifyOptions options)
    {
        options = new VerifyOptions(words.Contains("--deep", StringComparer.Ordinal), words.Contains("--json", StringComparer.Ordinal));
        return words.All(word => word is "--deep" or "--json");
    }
}
