using System.Globalization;

namespace RegistryJanitor.BuildRunner.Versions;

/// <summary>
/// The rules of the Gitea pipeline that this replaces, as its bash does them:
/// <code>
/// LATEST=$(git describe --tags --abbrev=0 2>/dev/null || echo "v0.0.0")
/// VERSION=${LATEST#v}
/// IFS='.' read -r MAJOR MINOR PATCH &lt;&lt;&lt; "$VERSION"
/// if echo "$MSG" | grep -qiE "^major:|BREAKING CHANGE"; then       MAJOR=$((MAJOR + 1)); MINOR=0; PATCH=0
/// elif echo "$MSG" | grep -qiE "^(minor:|feat:|feature:)"; then    MINOR=$((MINOR + 1)); PATCH=0
/// else                                                             PATCH=$((PATCH + 1))
/// </code>
/// Hence: one message alone, any of its lines, in any capitals; <c>feat(api):</c> and <c>feat!:</c> are patch; "this is not a breaking change" is major; the nearest tag
/// counts whatever its shape. Where the pipeline would have stopped or published <c>v1..1</c>, there is a sentence instead.
/// </summary>
public static class SeedRules
{
    /// <summary>What stands for a tag where there is none.</summary>
    public const string NoTag = "v0.0.0";

    /// <summary>The size of one commit.</summary>
    /// <param name="message">All of it.</param>
    public static VersionBump Bump(string message)
    {
        var lines = message.Split('\n');
        if (lines.Any(line => Begins(line, "major:") || line.Contains("BREAKING CHANGE", StringComparison.OrdinalIgnoreCase)))
            return VersionBump.Major;
        return lines.Any(line => Begins(line, "minor:") || Begins(line, "feat:") || Begins(line, "feature:")) ? VersionBump.Minor : VersionBump.Patch;
    }

    /// <summary>The version after a tag; the sentence says what stands in the way when there is none.</summary>
    /// <param name="tag">As <c>git describe --tags --abbrev=0</c> says it.</param>
    /// <param name="bump">How much.</param>
    public static (ReleaseVersion? Version, string? Mistake) After(string tag, VersionBump bump)
    {
        // `read` gives the last name all that is left.
        var parts = (tag.StartsWith('v') ? tag[1..] : tag).Split('.', 3);
        var (major, minor, patch) = (parts[0], parts.ElementAtOrDefault(1) ?? "", parts.ElementAtOrDefault(2) ?? "");
        if (OneMore(bump switch { VersionBump.Major => major, VersionBump.Minor => minor, _ => patch }) is not { } next)
            return (null, $"the nearest tag is {tag}, and bash cannot count on from it");
        (major, minor, patch) = bump switch
        {
            VersionBump.Major => (next, "0", "0"),
            VersionBump.Minor => (major, next, "0"),
            _ => (major, minor, next),
        };
        return ReleaseVersion.TryParse($"{major}.{minor}.{patch}", out var version)
            ? (version, null)
            : (null, $"the nearest tag is {tag}, and the version after it would be v{major}.{minor}.{patch}");
    }

    private static bool Begins(string line, string word) => line.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    /// <summary><c>$((X + 1))</c> for what tags hold: nothing is 0, a leading zero means octal; null where bash reports an error or would take a name for a variable.</summary>
    private static string? OneMore(string number)
    {
        if (number.Length == 0)
            return "1";
        if (number.Length > 18 || !number.All(char.IsAsciiDigit))
            return null;
        if (number.Length > 1 && number[0] == '0')
            return number.Any(digit => digit > '7') ? null : (Convert.ToInt64(number, 8) + 1).ToString(CultureInfo.InvariantCulture);
        return (long.Parse(number, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
    }
}
