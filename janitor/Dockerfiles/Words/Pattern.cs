using System.Text;

namespace RegistryJanitor.Dockerfiles.Words;

/// <summary>
/// A pattern of <c>${x#p}</c>, <c>${x%p}</c> and <c>${x/p/r}</c>: <c>*</c> is any text, <c>?</c> any letter, <c>\</c> protects. Between two stars stand pieces of a fixed
/// length; to find the shortest match each piece is taken at its first place, and to find the longest the last piece at its last.
/// </summary>
internal sealed class Pattern
{
    private const char AnyLetter = '\uFFFF';

    // Pieces between stars; a star at the beginning or the end has an empty piece outside of it.
    private readonly IReadOnlyList<string> _pieces;

    private Pattern(IReadOnlyList<string> pieces) => _pieces = pieces;

    /// <summary>Reads one; null: it protects what needs no protection.</summary>
    internal static Pattern? Read(string text)
    {
        var (pieces, piece) = (new List<string>(), new StringBuilder());
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '*':
                    pieces.Add(piece.ToString());
                    piece.Clear();
                    break;
                case '?':
                    piece.Append(AnyLetter);
                    break;
                case '\\' when at + 1 < text.Length && text[at + 1] is '*' or '?' or '\\' or '/' or '}':
                    piece.Append(text[++at]);
                    break;
                case '\\':
                    return null;
                default:
                    piece.Append(text[at]);
                    break;
            }
        }

        pieces.Add(piece.ToString());
        return new Pattern(pieces);
    }

    /// <summary>Letters that are compared at worst.</summary>
    internal long Cost(string value, bool isRepeated)
    {
        var letters = (long)_pieces.Count;
        foreach (var piece in _pieces)
            letters += piece.Length;
        return letters * (value.Length + 1L) * (isRepeated && _pieces.Count > 1 ? value.Length + 1L : 1);
    }

    /// <summary>A text without the match at its beginning.</summary>
    internal string WithoutStart(string text, bool isLongest) => text[Math.Max(0, LengthAt(text, isLongest))..];

    /// <summary>A text without the match at its end.</summary>
    internal string WithoutEnd(string text, bool isLongest)
    {
        // The same from behind: pieces and text reversed.
        var reversed = new List<string>(_pieces.Count);
        for (var at = _pieces.Count - 1; at >= 0; at--)
            reversed.Add(Reversed(_pieces[at]));
        var length = new Pattern(reversed).LengthAt(Reversed(text), isLongest);
        return text[..^Math.Max(0, length)];
    }

    /// <summary>A text with something else in place of the first match, or of all of them; matches are as long as can be.</summary>
    internal string Replaced(string text, string replacement, bool isAll)
    {
        var result = new StringBuilder();
        var (at, last) = (0, -1);
        for (; at <= text.Length; at++)
        {
            var length = LengthAt(text.AsSpan(at), isLongest: true);
            // An empty match right behind another one is none.
            if (length > 0 || (length == 0 && at != last))
            {
                result.Append(replacement);
                at += length;
                last = at;
                if (!isAll)
                    break;
                if (length > 0)
                {
                    at--;
                    continue;
                }
            }

            if (at < text.Length)
                result.Append(text[at]);
        }

        return at < text.Length ? result.Append(text, at, text.Length - at).ToString() : result.ToString();
    }

    /// <summary>How long the match at the beginning is; -1: there is none.</summary>
    private int LengthAt(ReadOnlySpan<char> text, bool isLongest)
    {
        if (!IsAt(_pieces[0], text))
            return -1;
        var at = _pieces[0].Length;
        for (var next = 1; next < _pieces.Count; next++)
        {
            var piece = _pieces[next];
            var found = isLongest && next == _pieces.Count - 1 ? Last(piece, text, at) : First(piece, text, at);
            if (found < 0)
                return -1;
            at = found + piece.Length;
        }

        return at;
    }

    private static int First(string piece, ReadOnlySpan<char> text, int from)
    {
        for (var at = from; at <= text.Length - piece.Length; at++)
        {
            if (IsAt(piece, text[at..]))
                return at;
        }

        return -1;
    }

    private static int Last(string piece, ReadOnlySpan<char> text, int from)
    {
        for (var at = text.Length - piece.Length; at >= from; at--)
        {
            if (IsAt(piece, text[at..]))
                return at;
        }

        return -1;
    }

    private static bool IsAt(string piece, ReadOnlySpan<char> text)
    {
        if (piece.Length > text.Length)
            return false;
        for (var at = 0; at < piece.Length; at++)
        {
            if (piece[at] != AnyLetter && piece[at] != text[at])
                return false;
        }

        return true;
    }

    private static string Reversed(string text)
    {
        var letters = text.ToCharArray();
        Array.Reverse(letters);
        return new string(letters);
    }
}
