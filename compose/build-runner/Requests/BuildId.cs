namespace RegistryJanitor.BuildRunner.Requests;

/// <summary>What a request is called: part of file names, so lower-case letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, the first one a letter or digit.</summary>
/// <param name="Value">At most 100 characters.</param>
public sealed record BuildId(string Value)
{
    private const int Longest = 100;

    /// <summary>Reads one; null when it is none.</summary>
    public static BuildId? Read(string text) =>
        text.Length is > 0 and <= Longest && char.IsAsciiLetterOrDigit(text[0]) && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '_' or '-')
            ? new BuildId(text)
            : null;

    /// <inheritdoc />
    public override string ToString() => Value;
}
