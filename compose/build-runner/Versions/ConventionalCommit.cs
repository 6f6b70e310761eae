namespace RegistryJanitor.BuildRunner.Versions;

/// <summary>
/// What a commit message says of the size of its change, by Conventional Commits 1.0.0: <c>type[(scope)][!]: description</c>. <c>feat</c> is minor,
/// <c>!</c> and a line <c>BREAKING CHANGE: …</c> or <c>BREAKING-CHANGE: …</c> are major, everything else is patch, messages that follow no convention too:
/// what was asked for is an image of a commit, and it needs a version of its own.
/// </summary>
public static class ConventionalCommit
{
    /// <summary>The size of one commit.</summary>
    /// <param name="message">All of it.</param>
    public static VersionBump Bump(string message)
    {
        var lines = message.Split('\n');
        // Written in capitals at the start of a line it is meant, in a last paragraph (a footer, as the specification has it) or above it.
        if (lines.Any(IsBreaking))
            return VersionBump.Major;
        return Header(lines[0].TrimEnd('\r')) switch
        {
            { Breaking: true } => VersionBump.Major,
            { Type: var type } when string.Equals(type, "feat", StringComparison.OrdinalIgnoreCase) => VersionBump.Minor,
            _ => VersionBump.Patch,
        };
    }

    private static bool IsBreaking(string line) =>
        line.StartsWith("BREAKING CHANGE: ", StringComparison.Ordinal) || line.StartsWith("BREAKING-CHANGE: ", StringComparison.Ordinal);

    private static (string Type, bool Breaking)? Header(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        if (colon <= 0 || string.IsNullOrWhiteSpace(line[(colon + 1)..]))
            return null;
        var subject = line[..colon];
        var breaking = subject.EndsWith('!');
        if (breaking)
            subject = subject[..^1];
        if (subject.EndsWith(')') && subject.IndexOf('(', StringComparison.Ordinal) is > 0 and var open && open < subject.Length - 2)
            subject = subject[..open];
        return subject.Length > 0 && subject.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') ? (subject, breaking) : null;
    }
}
