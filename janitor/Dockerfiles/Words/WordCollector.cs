using System.Text;

namespace RegistryJanitor.Dockerfiles.Words;

/// <summary>Cuts what it is given into words: at blanks, but not at blanks that were protected.</summary>
internal sealed class WordCollector
{
    private readonly StringBuilder _word = new();
    private readonly List<string> _words = [];

    /// <summary>Text whose blanks part words.</summary>
    internal void Add(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter))
                End();
            else
                _word.Append(letter);
        }
    }

    /// <summary>Text that belongs to the word, whatever is in it.</summary>
    internal void AddProtected(ReadOnlySpan<char> text) => _word.Append(text);

    internal IReadOnlyList<string> Words()
    {
        End();
        return _words;
    }

    private void End()
    {
        // Quotes with nothing in them make no word.
        if (_word.Length > 0)
            _words.Add(_word.ToString());
        _word.Clear();
    }
}
