namespace RegistryJanitor.Reporting;

/// <summary>What a table is written to. A file or a pipe gets every character and nothing else.</summary>
/// <param name="Width">Characters in a line; what does not fit is cut off the last column.</param>
/// <param name="HasColours">It understands ANSI's.</param>
internal sealed record Screen(int Width, bool HasColours)
{
    /// <summary>Anything that is no terminal.</summary>
    public static Screen None { get; } = new(int.MaxValue, HasColours: false);

    /// <summary>What standard output is. <c>NO_COLOR</c>, whatever it says, takes the colours away (no-color.org).</summary>
    public static Screen OfStandardOutput()
    {
        if (Console.IsOutputRedirected)
            return None;
        var width = Console.WindowWidth; // 0 where the terminal does not say
        return new Screen(width > 0 ? width : int.MaxValue, string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
    }

    /// <summary>A word as it is written: what goes in red, what stays dim.</summary>
    public string Painted(string word) => !HasColours ? word : word switch
    {
        "evict" or "remove" => $"\e[31m{word}\e[0m",
        "keep" => $"\e[2m{word}\e[0m",
        _ => word,
    };
}
