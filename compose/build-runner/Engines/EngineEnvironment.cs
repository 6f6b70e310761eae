namespace RegistryJanitor.BuildRunner.Engines;

/// <summary>What of our environment no engine gets: our settings, and whatever is called a secret. A RUN can print all that its engine has.</summary>
public static class EngineEnvironment
{
    private static readonly string[] s_secret = ["TOKEN", "SECRET", "PASSWORD", "CREDENTIAL"];

    /// <summary>Takes variables away, and adds some.</summary>
    /// <param name="inherited">Names in our own environment.</param>
    /// <param name="added">What the engine has besides.</param>
    public static IReadOnlyDictionary<string, string?> Of(IEnumerable<string> inherited, params IReadOnlyList<(string Name, string? Value)> added)
    {
        var variables = inherited.Where(IsOurs).ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        foreach (var (name, value) in added)
            variables[name] = value;
        return variables;
    }

    private static bool IsOurs(string name) =>
        // buildah reads settings of its own that begin so.
        name.StartsWith("BUILD_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("BUILDAH_", StringComparison.OrdinalIgnoreCase)
        || s_secret.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
