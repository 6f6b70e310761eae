using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>What stands behind <c>graph</c>.</summary>
/// <param name="IsJson"><c>--json</c>: no table.</param>
/// <param name="Word"><c>--match</c>; null: all of it.</param>
internal sealed record GraphCommandWords(bool IsJson, string? Word)
{
    /// <summary>Reads them; the mistake is a sentence.</summary>
    internal static (GraphCommandWords Words, string? Mistake) Read(IReadOnlyList<string> words)
    {
        var read = new GraphCommandWords(IsJson: false, Word: null);
        for (var at = 0; at < words.Count; at++)
        {
            switch (words[at])
            {
                case "--json":
                    read = read with { IsJson = true };
                    break;
                case "--match" when at + 1 < words.Count && words[at + 1].Length > 0:
                    read = read with { Word = words[++at] };
                    break;
                case ['-', '-', 'm', 'a', 't', 'c', 'h', '=', .. { Length: > 0 } word]:
                    read = read with { Word = word };
                    break;
                case var other:
                    return (read, $"graph takes no '{Printable.Line(other, 60)}' alone; write lifecycle graph [--json] [--match WORD]");
            }
        }

        return (read, null);
    }
}
