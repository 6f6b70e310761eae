namespace RegistryJanitor.BuildRunner.Queue;

/// <summary>What a runner is called: part of file names, between two dots, so it has none itself.</summary>
/// <param name="Value">1 to 63 lower-case letters, digits, <c>_</c> and <c>-</c>.</param>
public sealed record RunnerName(string Value)
{
    private const int Longest = 63;

    /// <summary>Reads one; null when it is none.</summary>
    public static RunnerName? Read(string text) =>
        text.Length is > 0 and <= Longest && text.All(IsLetter) ? new RunnerName(text) : null;

    /// <summary>The nearest thing to the name of a host.</summary>
    public static RunnerName OfHost(string host)
    {
        var name = string.Create(Math.Min(host.Length, Longest), host.ToLowerInvariant(), static (name, host) =>
        {
            for (var at = 0; at < name.Length; at++)
                name[at] = IsLetter(host[at]) ? host[at] : '-';
        });
        return new RunnerName(name.Length == 0 ? "runner" : name);
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    private static bool IsLetter(char letter) => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '_' or '-';
}
