namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>A text that stands behind its instruction, up to a line that is its name.</summary>
/// <param name="Name">Without quotes.</param>
/// <param name="Quoted">Nothing in it is expanded.</param>
/// <param name="Chomp">Written <c>&lt;&lt;-</c>: tabs before the name do not count.</param>
internal sealed record DockerfileHeredoc(string Name, bool Quoted, bool Chomp)
{
    /// <summary>Those that an instruction begins, in order: whole words <c>[digits]&lt;&lt;[-]NAME</c>.</summary>
    internal static IEnumerable<DockerfileHeredoc> In(string arguments) => DockerfileWords.Split(arguments, '\\').Select(Read).OfType<DockerfileHeredoc>();

    /// <summary>Reads a word; null when it begins none.</summary>
    internal static DockerfileHeredoc? Read(string word)
    {
        var rest = word.TrimStart(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        if (!rest.StartsWith("<<", StringComparison.Ordinal))
            return null;
        var chomp = rest.Length > 2 && rest[2] == '-';
        var raw = rest[(chomp ? 3 : 2)..];
        if (raw.Length == 0 || raw.Contains('<', StringComparison.Ordinal))
            return null;
        var name = DockerfileWords.Unquote(raw);
        return name.Length == 0 ? null : new DockerfileHeredoc(name, !string.Equals(name, raw, StringComparison.Ordinal), chomp);
    }
}
