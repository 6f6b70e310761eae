namespace RegistryJanitor.Oci;

/// <summary>The order of <see cref="Tag.NaturalOrder"/>.</summary>
/// <remarks>
/// Leading zeros decide only between tags that are otherwise the same, fewer first: <c>1.01 &lt; 1.1.5</c>, but <c>1.1 &lt; 1.01</c>.
/// Digits are compared as text of equal length, so a build number of any size (a date, a commit count) fits.
/// </remarks>
internal sealed class NaturalTagOrder : IComparer<Tag>
{
    public int Compare(Tag x, Tag y)
    {
        var left = x.Value.AsSpan();
        var right = y.Value.AsSpan();
        var zeros = 0;
        while (!left.IsEmpty && !right.IsEmpty)
        {
            int order;
            if (char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0]))
            {
                var leftNumber = TakeNumber(ref left, out var leftZeros);
                var rightNumber = TakeNumber(ref right, out var rightZeros);
                order = leftNumber.Length != rightNumber.Length
                    ? leftNumber.Length.CompareTo(rightNumber.Length)
                    : leftNumber.SequenceCompareTo(rightNumber);
                if (zeros == 0) zeros = leftZeros.CompareTo(rightZeros);
            }
            else
            {
                order = left[0].CompareTo(right[0]);
                left = left[1..];
                right = right[1..];
            }

            if (order != 0) return order;
        }

        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : zeros;
    }

    // Takes the run of digits at the start; what it returns has no leading zeros, so it is empty for zero itself.
    private static ReadOnlySpan<char> TakeNumber(ref ReadOnlySpan<char> text, out int zeros)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9');
        var run = length < 0 ? text : text[..length];
        text = text[run.Length..];
        var number = run.TrimStart('0');
        zeros = run.Length - number.Length;
        return number;
    }
}
