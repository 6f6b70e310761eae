using System.Globalization;

namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>The three numbers of a version.</summary>
/// <param name="Major">The first.</param>
/// <param name="Minor">The second.</param>
/// <param name="Patch">The third.</param>
public readonly record struct VersionNumber(long Major, long Minor, long Patch) : IComparable<VersionNumber>
{
    /// <summary>Before.</summary>
    public static bool operator <(VersionNumber left, VersionNumber right) => left.CompareTo(right) < 0;

    /// <summary>Before or equal.</summary>
    public static bool operator <=(VersionNumber left, VersionNumber right) => left.CompareTo(right) <= 0;

    /// <summary>After.</summary>
    public static bool operator >(VersionNumber left, VersionNumber right) => left.CompareTo(right) > 0;

    /// <summary>After or equal.</summary>
    public static bool operator >=(VersionNumber left, VersionNumber right) => left.CompareTo(right) >= 0;

    /// <inheritdoc />
    public int CompareTo(VersionNumber other)
    {
        var order = Major.CompareTo(other.Major);
        if (order == 0)
            order = Minor.CompareTo(other.Minor);
        return order == 0 ? Patch.CompareTo(other.Patch) : order;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
}
