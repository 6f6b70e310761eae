using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RegistryJanitor.BuildRunner.Versions;

/// <summary>A version that was released: <c>X.Y.Z</c> of SemVer 2.0.0, without pre-release and build parts. Ordered by number.</summary>
/// <param name="Major">X.</param>
/// <param name="Minor">Y.</param>
/// <param name="Patch">Z.</param>
public sealed record ReleaseVersion(long Major, long Minor, long Patch) : IComparable<ReleaseVersion>
{
    // Room for 20261121235959, and for one more after it.
    private const int MostDigits = 18;

    /// <summary>Before the first release.</summary>
    public static ReleaseVersion Zero { get; } = new(0, 0, 0);

    /// <summary>Whether one is older.</summary>
    public static bool operator <(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether one is newer.</summary>
    public static bool operator >(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether one is not newer.</summary>
    public static bool operator <=(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one is not older.</summary>
    public static bool operator >=(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) >= 0;

    /// <summary>Reads the name of a version tag, <c>X.Y.Z</c> or <c>vX.Y.Z</c>; false for pre-releases, leading zeros and anything else.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ReleaseVersion? version)
    {
        version = null;
        var bare = text.StartsWith('v') ? text[1..] : text;
        if (bare.Split('.') is not [var major, var minor, var patch] || !TryNumber(major, out var x) || !TryNumber(minor, out var y) || !TryNumber(patch, out var z))
            return false;
        version = new ReleaseVersion(x, y, z);
        return true;
    }

    /// <summary>The next one after a change of some size.</summary>
    public ReleaseVersion After(VersionBump bump) => bump switch
    {
        VersionBump.Major => new ReleaseVersion(Major + 1, 0, 0),
        VersionBump.Minor => new ReleaseVersion(Major, Minor + 1, 0),
        _ => this with { Patch = Patch + 1 },
    };

    /// <inheritdoc />
    public int CompareTo(ReleaseVersion? other) => other is null ? 1 : (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    /// <inheritdoc />
    public override string ToString() => $"{Major}.{Minor}.{Patch}";

    private static bool TryNumber(string text, out long number)
    {
        number = 0;
        return text.Length is > 0 and <= MostDigits
            && (text.Length == 1 || text[0] != '0')
            && text.All(char.IsAsciiDigit)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
