using System.Globalization;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>
/// The order of versions, newest first: releases before pre-releases, then numbers as numbers (3.10 before 3.9), then the pre-release as Semantic Versioning has it
/// (rc.2 before rc.1), then the build, then the numbers of the variant. Only equal tags compare as 0.
/// </summary>
public sealed class NewestFirst : IComparer<TagVersion>
{
    /// <summary>It.</summary>
    public static NewestFirst Order { get; } = new();

    /// <inheritdoc />
    public int Compare(TagVersion? x, TagVersion? y)
    {
        if (x is null || y is null)
            return (x is null).CompareTo(y is null);
        var order = y.IsRelease.CompareTo(x.IsRelease);
        if (order == 0)
            order = Numbers(y.Numbers, x.Numbers);
        if (order == 0)
            order = PreReleases(y.PreRelease, x.PreRelease);
        if (order == 0)
            order = Numbers(y.Build, x.Build);
        if (order == 0)
            order = Numbers(y.VariantNumbers, x.VariantNumbers);
        // The shorter spelling first: 3.20 before v3.20 and 3.20.0.
        if (order == 0)
            order = x.Tag.Value.Length.CompareTo(y.Tag.Value.Length);
        return order == 0 ? string.CompareOrdinal(x.Tag.Value, y.Tag.Value) : order;
    }

    private static int Numbers(IReadOnlyList<long> one, IReadOnlyList<long> other)
    {
        for (var at = 0; at < Math.Max(one.Count, other.Count); at++)
        {
            if (one.ElementAtOrDefault(at).CompareTo(other.ElementAtOrDefault(at)) is var order and not 0)
                return order;
        }

        return 0;
    }

    /// <summary>Semantic Versioning 2.0.0, section 11: numbers before words, and of two that begin alike the longer is newer.</summary>
    private static int PreReleases(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        for (var at = 0; at < Math.Min(one.Count, other.Count); at++)
        {
            if (Words(one[at], other[at]) is var order and not 0)
                return order;
        }

        return one.Count.CompareTo(other.Count);
    }

    private static int Words(string one, string other)
    {
        var (number, otherNumber) = (Number(one), Number(other));
        if (number is { } left && otherNumber is { } right)
            return left.CompareTo(right);
        return number is null && otherNumber is null ? string.Compare(one, other, StringComparison.OrdinalIgnoreCase) : (number is null).CompareTo(otherNumber is null);
    }

    private static decimal? Number(string text) =>
        char.IsAsciiDigit(text[0]) && text.Length <= 28 && decimal.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
