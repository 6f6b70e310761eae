namespace RegistryJanitor.Lifecycle.EndOfLife.Data;

/// <summary>Names by the numbers in them: <c>3.9</c> before <c>3.10</c>. Two names are equal only if they are the same text.</summary>
public sealed class CycleOrder : IComparer<string>
{
    private CycleOrder()
    {
    }

    /// <summary>The one.</summary>
    public static CycleOrder Instance { get; } = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> left = x, right = y;
        while (left.Length > 0 && right.Length > 0)
        {
            var (one, other) = (Run(left), Run(right));
            var order = char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0])
                ? Numbers(left[..one], right[..other])
                : left[..one].SequenceCompareTo(right[..other]);
            if (order != 0)
                return order;
            left = left[one..];
            right = right[other..];
        }

        var rest = left.Length.CompareTo(right.Length);
        return rest != 0 ? rest : string.CompareOrdinal(x, y);
    }

    /// <summary>How many characters it begins with that are all digits, or none of them.</summary>
    private static int Run(ReadOnlySpan<char> text)
    {
        var length = 1;
        while (length < text.Length && char.IsAsciiDigit(text[length]) == char.IsAsciiDigit(text[0]))
            length++;
        return length;
    }

    /// <summary>As texts without zeroes in front: a number may have any length.</summary>
    private static int Numbers(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        one = one.TrimStart('0');
        other = other.TrimStart('0');
        return one.Length != other.Length ? one.Length.CompareTo(other.Length) : one.SequenceCompareTo(other);
    }
}
