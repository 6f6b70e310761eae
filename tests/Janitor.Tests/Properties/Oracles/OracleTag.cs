using System.Numerics;
using System.Text.RegularExpressions;

namespace RegistryJanitor.Tests.Properties.Oracles;

/// <summary>What the name of a tag says.</summary>
internal static partial class OracleTag
{
    /// <summary>
    /// <c>sha256-HEX</c>, alone or with a suffix of cosign's, and <c>sha512-</c> with half of a digest: a referrer's tag, which takes no place among the
    /// newest.
    /// </summary>
    public static bool IsReferrer(string tag) => ReferrerForm().IsMatch(tag);

    /// <summary>It has no suffix: by convention an index of referrers.</summary>
    public static bool IsFallback(string tag) => IsReferrer(tag) && !tag.Contains('.', StringComparison.Ordinal);

    /// <summary>The digest that a referrer's tag speaks of, or how it begins.</summary>
    public static string Subject(string tag) => tag.Split('.')[0].Replace('-', ':');

    /// <summary>Runs of digits count as numbers; of two that are equal so far, the shorter comes first.</summary>
    public static int Compare(string left, string right)
    {
        var (ours, theirs) = (Parts(left), Parts(right));
        for (var i = 0; i < Math.Min(ours.Length, theirs.Length); i++)
        {
            var order = char.IsAsciiDigit(ours[i][0]) && char.IsAsciiDigit(theirs[i][0])
                ? BigInteger.Parse(ours[i]).CompareTo(BigInteger.Parse(theirs[i]))
                : string.CompareOrdinal(ours[i], theirs[i]);
            if (order != 0)
                return order;
        }

        return ours.Length != theirs.Length ? ours.Length.CompareTo(theirs.Length) : left.Length.CompareTo(right.Length);
    }

    // Digits in one piece, everything else a character at a time.
    private static string[] Parts(string tag) => [.. PartForm().Matches(tag).Select(match => match.Value)];

    [GeneratedRegex("[0-9]+|[^0-9]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PartForm();

    [GeneratedRegex(
        @"^(sha256-[0-9a-f]{64}(\.sig|\.att|\.sbom)?|sha512-[0-9a-f]{64})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReferrerForm();
}
