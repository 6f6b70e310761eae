using System.Text;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>
/// Makes instructions of lines as BuildKit does (frontend/dockerfile/parser): directives, comments, continuation, heredocs. A line of a heredoc is content: a
/// <c>FROM</c> there is none.
/// </summary>
internal sealed class DockerfileLines
{
    private static readonly string[] s_withHeredocs = ["RUN", "COPY", "ADD"];

    private readonly string[] _lines;
    private int _next;

    internal DockerfileLines(string text)
    {
        _lines = text.TrimStart('\uFEFF').Split('\n');
        // What is behind the last line break is no line.
        if (_lines[^1].Length == 0)
            _lines = _lines[..^1];
        ReadDirectives();
    }

    /// <summary><c>\</c>, or <c>`</c> by directive.</summary>
    internal char Escape { get; private set; } = '\\';

    /// <summary>Of <c># syntax=</c>.</summary>
    internal string? Syntax { get; private set; }

    internal IEnumerable<DockerfileInstruction> Instructions()
    {
        while (_next < _lines.Length)
        {
            var number = _next + 1;
            if (Joined() is not { Length: > 0 } line)
                continue;
            var blank = line.AsSpan().IndexOfAny(" \t\v\f\r");
            var keyword = (blank < 0 ? line : line[..blank]).ToUpperInvariant();
            var rest = blank < 0 ? "" : line[blank..].Trim();
            var (flags, arguments) = Flags(rest);
            var instruction = new DockerfileInstruction(number, keyword, flags, arguments, []);
            if (CanHaveHeredocs(keyword, arguments))
                instruction = instruction with { Heredocs = [.. DockerfileHeredoc.In(rest)] };
            foreach (var heredoc in instruction.Heredocs)
                Skip(heredoc, instruction);
            yield return instruction;
        }
    }

    private static bool CanHaveHeredocs(string keyword, string arguments)
    {
        if (keyword is "ONBUILD")
            return arguments.Split([' ', '\t'], 2) is [var trigger, var rest] && s_withHeredocs.Contains(trigger, StringComparer.OrdinalIgnoreCase) && !IsJson(rest);
        return s_withHeredocs.Contains(keyword, StringComparer.Ordinal) && !IsJson(arguments);
    }

    private static bool IsJson(string arguments) => DockerfileArguments.Json(arguments) is not null;

    private static bool IsComment(string line) => line.TrimStart().StartsWith('#');

    /// <summary>Flags stand first, and end at the first word that is none.</summary>
    private (IReadOnlyList<string> Flags, string Arguments) Flags(string rest)
    {
        var flags = new List<string>();
        while (rest.StartsWith("--", StringComparison.Ordinal))
        {
            var word = DockerfileWords.Split(rest, Escape)[0];
            rest = rest[word.Length..].TrimStart();
            if (word is "--")
                break;
            flags.Add(DockerfileWords.Unquote(word));
        }

        return (flags, rest);
    }

    private string Joined()
    {
        var first = _lines[_next++];
        if (IsComment(first))
            return "";
        var line = new StringBuilder();
        var more = Append(line, first.TrimStart());
        while (more && _next < _lines.Length)
        {
            var following = _lines[_next++];
            // Deprecated, and everywhere: comments and empty lines inside of a continued instruction.
            if (!IsComment(following) && !string.IsNullOrWhiteSpace(following))
                more = Append(line, following);
        }

        return line.ToString().Trim();
    }

    /// <summary>Takes a line; whether the next one belongs to it.</summary>
    private bool Append(StringBuilder to, string line)
    {
        var content = line.TrimEnd('\r');
        var shown = content.TrimEnd(' ', '\t');
        // An escaped escape at the end continues nothing.
        var continues = shown.EndsWith(Escape) && !(shown.Length > 1 && shown[^2] == Escape);
        to.Append(continues ? shown[..^1] : content);
        return continues;
    }

    private void Skip(DockerfileHeredoc heredoc, DockerfileInstruction of)
    {
        while (_next < _lines.Length)
        {
            var line = _lines[_next++].TrimEnd('\r');
            if (string.Equals(heredoc.Chomp ? line.TrimStart('\t') : line, heredoc.Name, StringComparison.Ordinal))
                return;
        }

        throw of.Mistake($"begins <<{heredoc.Name}, and no line that is {heredoc.Name} ends it");
    }

    private void ReadDirectives()
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < _lines.Length && IsComment(_lines[at]); at++)
        {
            if (_lines[at].TrimStart()[1..].Split('=', 2) is not [var name, var value] || name.Trim().ToLowerInvariant() is not ("escape" or "syntax" or "check") || value.Trim().Length == 0)
                return;
            if (!seen.Add(name.Trim()))
                throw new ContextRefusedException($"line {at + 1} of the Dockerfile says {name.Trim()} a second time");
            switch (name.Trim().ToLowerInvariant())
            {
                case "syntax":
                    Syntax = value.Trim();
                    break;
                case "escape" when value.Trim() is "\\" or "`":
                    Escape = value.Trim()[0];
                    break;
                case "escape":
                    throw new ContextRefusedException($"line {at + 1} of the Dockerfile sets escape to '{value.Trim()}'; it can be \\ or `");
            }
        }
    }
}
