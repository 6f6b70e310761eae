namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>What a registry asks for with <c>WWW-Authenticate</c> (RFC 9110, section 11.6.1; distribution, docs/spec/auth/token.md).</summary>
/// <param name="Scheme">In lower case: <c>bearer</c>, <c>basic</c>.</param>
/// <param name="Parameters">By their names in lower case.</param>
internal sealed record AuthenticationChallenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    internal string? Realm => Parameters.GetValueOrDefault("realm");

    internal string? Service => Parameters.GetValueOrDefault("service");

    internal string? Scope => Parameters.GetValueOrDefault("scope");

    /// <summary>All challenges of some header lines; one line may hold several.</summary>
    internal static IReadOnlyList<AuthenticationChallenge> ReadAll(IEnumerable<string> lines)
    {
        var found = new List<AuthenticationChallenge>();
        foreach (var line in lines)
            ReadLine(line, found);
        return found;
    }

    private static void ReadLine(string line, List<AuthenticationChallenge> found)
    {
        Dictionary<string, string>? parameters = null;
        for (var at = 0; at < line.Length;)
        {
            at = Past(line, at, letter => letter is ' ' or '\t' or ',');
            var end = Past(line, at, letter => letter is not (' ' or '\t' or ',' or '='));
            if (end == at)
                return;
            var word = line[at..end].ToLowerInvariant();
            at = Past(line, end, letter => letter is ' ' or '\t');
            if (parameters is null || at >= line.Length || line[at] != '=')
            {
                parameters = new Dictionary<string, string>(StringComparer.Ordinal);
                found.Add(new AuthenticationChallenge(word, parameters));
                continue;
            }

            (parameters[word], at) = Value(line, Past(line, at + 1, letter => letter is ' ' or '\t'));
        }
    }

    /// <summary>A token, or a text in quotes with backslashes before what would end it.</summary>
    private static (string Value, int Next) Value(string line, int at)
    {
        if (at >= line.Length || line[at] != '"')
        {
            var end = Past(line, at, letter => letter is not (' ' or '\t' or ','));
            return (line[at..end], end);
        }

        var value = new System.Text.StringBuilder();
        for (at++; at < line.Length && line[at] != '"'; at++)
        {
            if (line[at] == '\\' && at + 1 < line.Length)
                at++;
            value.Append(line[at]);
        }

        return (value.ToString(), Math.Min(at + 1, line.Length));
    }

    private static int Past(string line, int at, Func<char, bool> isIt)
    {
        while (at < line.Length && isIt(line[at]))
            at++;
        return at;
    }
}
