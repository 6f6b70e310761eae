namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>Versions, as npm writes ranges of them: <c>>=3.18 &lt;4</c>, <c>^1.22</c>, <c>~3.20.1</c>, <c>3.x</c>, with <c>||</c> for "or".</summary>
public sealed record SemverRange
{
    private const int Longest = 200;

    private readonly IReadOnlyList<VersionSpan> _spans;

    private SemverRange(string text, IReadOnlyList<VersionSpan> spans)
    {
        Text = text;
        _spans = spans;
    }

    /// <summary>As it is written.</summary>
    public string Text { get; }

    /// <summary>Whether a release is in it.</summary>
    public bool Contains(VersionNumber version) => _spans.Any(span => span.Contains(version));

    /// <summary>Reads one; the mistake is the end of a sentence that begins with the text.</summary>
    public static (SemverRange? Range, string? Mistake) Read(string text)
    {
        var spans = new List<VersionSpan>();
        if (text.Length > Longest)
            return (null, "is longer than 200 characters; write a shorter one");
        foreach (var alternative in text.Split("||"))
        {
            if (VersionSpan.Read(alternative) is not { } span)
                return (null, "is no range of versions; write one like '>=3.18 <4', ^1.22, ~3.20 or 3.x, with '||' for or");
            if (span.IsEmpty)
                return (null, $"holds no version: '{alternative.Trim()}' ends before it begins; correct it");
            spans.Add(span);
        }

        return (new SemverRange(text, spans), null);
    }

    /// <inheritdoc />
    public bool Equals(SemverRange? other) => other is not null && Text.Equals(other.Text, StringComparison.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Text;
}
