using System.Text;

namespace RegistryJanitor.Dockerfiles.Lines;

/// <summary>The lines of a text, one after the other, without their ends.</summary>
internal sealed class LineCursor
{
    private readonly string _text;
    private readonly MistakeList _mistakes;
    private int _at;

    internal LineCursor(string text, MistakeList mistakes)
    {
        _text = text;
        _mistakes = mistakes;
        // The mark of the byte order: one, and only at the beginning.
        _at = text.StartsWith('\uFEFF') ? 1 : 0;
    }

    /// <summary>Of the line that was taken last, from 1; 0: none was.</summary>
    internal int Number { get; private set; }

    /// <summary>Takes the next line; null: there is none. What is behind the last line break is no line when it is empty.</summary>
    internal string? Next()
    {
        if (_at >= _text.Length)
            return null;
        var end = _text.IndexOf('\n', _at);
        var line = end < 0 ? _text[_at..] : _text[_at..end];
        _at = end < 0 ? _text.Length : end + 1;
        Number++;
        if (line.Length > DockerfileLimits.MostBytesOfLine / 3 && Encoding.UTF8.GetByteCount(line) > DockerfileLimits.MostBytesOfLine)
            _mistakes.Add(Number, $"is longer than the {DockerfileLimits.MostBytesOfLine} bytes that BuildKit reads; break it by continuation");
        return line.TrimEnd('\r');
    }
}
