using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RegistryJanitor.Daemon;

/// <summary>
/// What a file may be before it is read as a whole: the reader of YAML goes down into nested lists by recursion, and a few aliases of aliases stand for gigabytes.
/// Looked at event by event, it costs no more than its length.
/// </summary>
internal static class YamlBounds
{
    private const int MostCharacters = 4 * 1024 * 1024;
    private const int Deepest = 64;

    /// <summary>Whether a text keeps them; else there is a mistake.</summary>
    /// <exception cref="YamlException">It is no YAML.</exception>
    public static bool Keeps(string text, YamlMistakes mistakes)
    {
        if (text.Length > MostCharacters)
        {
            mistakes.Add(new Mark(0, 1, 1), "the file is larger than 4 MiB; nobody writes one of that size by hand, so see whether it is the right one");
            return false;
        }

        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        var open = new Stack<Open>();
        while (Next(parser))
        {
            if (WhyNot(parser.Current!, open) is { } sentence)
            {
                mistakes.Add(parser.Current!.Start, sentence);
                return false;
            }
        }

        return true;
    }

    private static bool Next(Parser parser)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (InvalidOperationException confused)
        {
            // YamlDotNet 16.3.0 counts wrong where more text follows a mapping in braces, and takes from an empty stack.
            var place = parser.Current?.End ?? new Mark(0, 1, 1);
            throw new YamlException(place, place, "what follows makes no sense here; look at the braces and the indentation", confused);
        }
    }

    private static string? WhyNot(ParsingEvent now, Stack<Open> open)
    {
        if (now is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
            return "this is an anchor (&) or an alias (*), which are not known here; write out what is meant";
        if (now is MappingEnd or SequenceEnd)
        {
            open.Pop();
            return null;
        }

        if (now is not NodeEvent)
            return null;
        var isKey = open.TryPeek(out var around) && around.TakeKey();
        if (isKey && now is not Scalar)
            return "this is a key, and no text; write a word before the colon";
        if (now is MappingStart or SequenceStart)
            open.Push(new Open(now is MappingStart));
        return open.Count > Deepest ? $"lists and mappings stand in each other more than {Deepest} deep; nothing here is" : null;
    }

    /// <summary>A list or mapping that has not ended; in a mapping every other node is a key.</summary>
    private sealed class Open(bool isMapping)
    {
        private int _taken;

        public bool TakeKey() => isMapping && _taken++ % 2 == 0;
    }
}
