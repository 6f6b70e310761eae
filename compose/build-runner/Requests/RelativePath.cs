namespace RegistryJanitor.BuildRunner.Requests;

/// <summary>Paths that stay below what they are relative to, as far as their text tells; whoever opens them looks for symbolic links.</summary>
public static class RelativePath
{
    /// <summary>In characters.</summary>
    public const int Longest = 1024;

    /// <summary>What is wrong with it, as the end of a sentence; null: nothing.</summary>
    public static string? Mistake(string path) => path switch
    {
        "" => "is empty; write a path",
        ['/', ..] => $"{JsonSection.Shown(path)} begins with /; write it relative",
        ['-', ..] => $"{JsonSection.Shown(path)} begins like a flag; rename it, or write it with its directory",
        _ when path.Contains('\\', StringComparison.Ordinal) => $"{JsonSection.Shown(path)} has a backslash; write /",
        _ when path.Split('/').Any(part => part is "" or "." or "..") => $"{JsonSection.Shown(path)} has an empty part, '.' or '..'; write it without",
        _ => null,
    };
}
