namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>A path with <c>/</c> that stays below where it starts, whatever is there: the text alone was looked at.</summary>
/// <param name="Value">Without empty parts and <c>.</c>; empty: where it starts.</param>
public sealed record ContextPath(string Value)
{
    /// <summary>Bytes that Linux takes in a path, less what a root has.</summary>
    private const int Longest = 3000;
    private const int LongestPart = 255;

    /// <summary>Where it starts.</summary>
    public static ContextPath Root { get; } = new("");

    /// <summary>Its parts.</summary>
    public IReadOnlyList<string> Parts => Value.Length == 0 ? [] : Value.Split('/');

    /// <summary>Reads one; the mistake is the end of a sentence that begins with the path.</summary>
    public static (ContextPath? Path, string? Mistake) Read(string text) =>
        text.Contains('\\', StringComparison.Ordinal) ? (null, "has a backslash; write '/'") : ReadName(text);

    /// <summary>Reads the name of a file that is there already, where a backslash is a letter like any other: units of systemd have it.</summary>
    public static (ContextPath? Path, string? Mistake) ReadName(string text)
    {
        if (text.StartsWith('/'))
            return (null, "is absolute; write it relative, without '/' at its beginning");
        if (text.Any(char.IsControl))
            return (null, "has control characters");
        var parts = text.Split('/').Where(part => part is not ("" or ".")).ToArray();
        if (parts.Contains("..", StringComparer.Ordinal))
            return (null, "has '..' in it, which could lead out; write it without");
        return text.Length > Longest || Array.Exists(parts, part => part.Length > LongestPart)
            ? (null, $"is too long; at most {Longest} characters, and {LongestPart} between two '/'")
            : (new ContextPath(string.Join('/', parts)), null);
    }

    /// <summary>The same below a directory.</summary>
    public string Below(string directory) => Value.Length == 0 ? directory : $"{directory.TrimEnd('/')}/{Value}";

    /// <inheritdoc />
    public override string ToString() => Value.Length == 0 ? "." : Value;
}
