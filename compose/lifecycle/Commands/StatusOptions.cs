using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>What stands behind <c>status</c>.</summary>
internal sealed record StatusOptions
{
    private const string Form = "write lifecycle status [--output FILE [--no-html] [--replace] | --json | --html]";

    /// <summary>Of the page beside the file.</summary>
    internal const string PageName = "status.html";

    /// <summary><c>--output</c>: the file; null: standard output.</summary>
    internal string? Output { get; init; }

    /// <summary><c>--no-html</c>: no page beside the file.</summary>
    internal bool IsAlone { get; init; }

    /// <summary><c>--replace</c>: a file that has no place for the report is replaced whole.</summary>
    internal bool Replaces { get; init; }

    /// <summary><c>--json</c>.</summary>
    internal bool IsJson { get; init; }

    /// <summary><c>--html</c>.</summary>
    internal bool IsHtml { get; init; }

    /// <summary>Reads them; the mistake is a sentence.</summary>
    internal static (StatusOptions Options, string? Mistake) Read(IReadOnlyList<string> words)
    {
        var read = new StatusOptions();
        for (var at = 0; at < words.Count; at++)
        {
            switch (words[at])
            {
                case "--output" or "-o" when at + 1 < words.Count && words[at + 1].Length > 0:
                    read = read with { Output = words[++at] };
                    break;
                case ['-', '-', 'o', 'u', 't', 'p', 'u', 't', '=', .. { Length: > 0 } named]:
                    read = read with { Output = named };
                    break;
                case "--no-html":
                    read = read with { IsAlone = true };
                    break;
                case "--replace":
                    read = read with { Replaces = true };
                    break;
                case "--json":
                    read = read with { IsJson = true };
                    break;
                case "--html":
                    read = read with { IsHtml = true };
                    break;
                case var other:
                    return (read, $"status takes no '{Printable.Line(other, 60)}' alone; {Form}");
            }
        }

        return read switch
        {
            { IsJson: true, IsHtml: true } or { IsJson: true, Output: not null } or { IsHtml: true, Output: not null } => (read, $"status writes one thing at a time; {Form}"),
            { Output: null, IsAlone: true } or { Output: null, Replaces: true } => (read, $"--no-html and --replace say something about --output FILE; {Form}"),
            { Output: { } output, IsAlone: false } when Path.GetFileName(output) is PageName => (read, $"--output {PageName} is where the page beside the Markdown goes; name another file, write --no-html, or lifecycle status --html for the page alone"),
            _ => (read, null),
        };
    }
}
