namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>Refs that are mirrored: <c>refs/heads/main</c>, <c>refs/heads/release/*</c>, <c>refs/tags/*</c>. Nothing outside of branches and tags.</summary>
/// <param name="Value">A full name with at most one <c>*</c>, which also stands for slashes.</param>
public sealed record RefPattern(string Value)
{
    /// <summary>Every branch and every tag.</summary>
    public static IReadOnlyList<RefPattern> HeadsAndTags { get; } = [new("refs/heads/*"), new("refs/tags/*")];

    /// <summary>Reads one; the mistake is the end of a sentence that begins with it.</summary>
    public static (RefPattern? Pattern, string? Mistake) Read(string text)
    {
        if (!text.StartsWith("refs/heads/", StringComparison.Ordinal) && !text.StartsWith("refs/tags/", StringComparison.Ordinal))
            return (null, "is outside of branches and tags; begin with refs/heads/ or refs/tags/");
        // git-check-ref-format(1): none of these is part of a name.
        return text.EndsWith('/') || text.Count(letter => letter == '*') > 1 || text.Contains("..", StringComparison.Ordinal)
            || text.Any(letter => letter <= ' ' || letter is ':' or '+' or '^' or '~' or '?' or '[' or '\\' or '\x7f')
            ? (null, "is no ref; write a full name with at most one '*', and the same name is used here as there")
            : (new RefPattern(text), null);
    }

    /// <summary>Whether a ref is one of these.</summary>
    public bool Matches(string reference)
    {
        var star = Value.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? reference.Equals(Value, StringComparison.Ordinal)
            : reference.Length >= Value.Length - 1
                && reference.StartsWith(Value[..star], StringComparison.Ordinal)
                && reference.EndsWith(Value[(star + 1)..], StringComparison.Ordinal);
    }
}
