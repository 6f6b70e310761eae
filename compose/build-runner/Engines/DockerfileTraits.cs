using System.Text.RegularExpressions;

namespace RegistryJanitor.BuildRunner.Engines;

/// <summary>What a Dockerfile asks of an engine that not every engine does. Read by lines: a mistake in it is for the engine to tell.</summary>
/// <param name="Heredocs">A RUN, COPY or ADD has its text in the Dockerfile: <c>&lt;&lt;EOF</c>.</param>
/// <param name="QuotedHeredocs">One of them is quoted: <c>&lt;&lt;'EOF'</c>.</param>
/// <param name="Mounts">A RUN has <c>--mount</c>.</param>
/// <param name="Runs">It has a RUN at all.</param>
/// <param name="BuildPlatform">A stage is for the machine that builds: <c>FROM --platform=$BUILDPLATFORM</c>.</param>
public sealed partial record DockerfileTraits(bool Heredocs, bool QuotedHeredocs, bool Mounts, bool Runs, bool BuildPlatform)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static DockerfileTraits ReadFile(string path) => Read(File.ReadLines(path));

    /// <summary>Reads lines.</summary>
    public static DockerfileTraits Read(IEnumerable<string> lines)
    {
        var (heredocs, quoted, mounts, runs, buildPlatform) = (false, false, false, false, false);
        var escape = '\\';
        var instruction = "";
        var open = new Queue<(string End, bool Tabs)>();
        foreach (var line in lines)
        {
            if (open.TryPeek(out var heredoc))
            {
                if (string.Equals(heredoc.Tabs ? line.TrimStart('\t') : line, heredoc.End, StringComparison.Ordinal))
                    _ = open.Dequeue();
                continue;
            }

            if (EscapeDirective().Match(line) is { Success: true } directive)
                escape = directive.Groups["escape"].Value[0];
            if (line.AsSpan().TrimStart().StartsWith("#") || string.IsNullOrWhiteSpace(line))
                continue;
            var trimmed = line.TrimEnd();
            instruction += trimmed.EndsWith(escape) ? trimmed[..^1] + ' ' : trimmed;
            if (trimmed.EndsWith(escape))
                continue;

            // ONBUILD runs in somebody else's build, and the engine is asked the same there.
            var words = Onbuild().Replace(instruction.TrimStart(), "");
            var isRun = Starts(words, "RUN");
            runs |= isRun;
            mounts |= isRun && Mount().IsMatch(words);
            buildPlatform |= Starts(words, "FROM") && words.Contains("BUILDPLATFORM", StringComparison.Ordinal);
            if (isRun || Starts(words, "COPY") || Starts(words, "ADD"))
            {
                foreach (var match in Heredoc().Matches(words).Cast<Match>())
                {
                    heredocs = true;
                    quoted |= match.Groups["quote"].Length > 0;
                    open.Enqueue((match.Groups["end"].Value, match.Groups["tabs"].Length > 0));
                }
            }

            instruction = "";
        }

        return new DockerfileTraits(heredocs, quoted, mounts, runs, buildPlatform);
    }

    private static bool Starts(string words, string name) =>
        words.Length > name.Length && words.StartsWith(name, StringComparison.OrdinalIgnoreCase) && char.IsWhiteSpace(words[name.Length]);

    [GeneratedRegex(@"^#\s*escape\s*=\s*(?<escape>[\\`])\s*$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex EscapeDirective();

    [GeneratedRegex(@"^ONBUILD\s+", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Onbuild();

    [GeneratedRegex(@"\s--mount[=\s]", RegexOptions.None, 1000)]
    private static partial Regex Mount();

    /// <summary>A word of its own, as BuildKit's parser has it: <c>&lt;&lt;&lt;</c> is the shell's, <c>1&lt;&lt;2</c> arithmetic.</summary>
    [GeneratedRegex(@"(?<=\s)\d*<<(?<tabs>-?)(?<quote>[""']?)(?<end>[A-Za-z_][A-Za-z0-9_.\-]*)\k<quote>(?=\s|$|[;|&>)])", RegexOptions.None, 1000)]
    private static partial Regex Heredoc();
}
