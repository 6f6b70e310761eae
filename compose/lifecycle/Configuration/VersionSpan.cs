using System.Globalization;

namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>Every version from one up to another.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The first that is no longer in it; null: none.</param>
internal sealed record VersionSpan(VersionNumber From, VersionNumber? To)
{
    private const long Largest = 1_000_000_000_000;

    private static readonly string[] s_operators = [">=", "<=", ">", "<", "=", "^", "~"];

    private static VersionSpan All { get; } = new(default, null);

    internal bool IsEmpty => To is { } end && From >= end;

    internal bool Contains(VersionNumber version) => version >= From && (To is not { } end || version < end);

    /// <summary>Reads comparators with white space or commas between them, all of which hold; null: it is none.</summary>
    internal static VersionSpan? Read(string text)
    {
        var rest = text.Trim();
        var span = rest.Length > 0 ? All : null;
        while (rest.Length > 0 && span is not null)
        {
            var sign = Array.Find(s_operators, one => rest.StartsWith(one, StringComparison.Ordinal)) ?? "";
            rest = rest[sign.Length..].TrimStart();
            var end = rest.AsSpan().IndexOfAny([' ', '\t', ',', .. "<>=^~"]);
            var word = end < 0 ? rest : rest[..end];
            rest = rest[word.Length..].TrimStart(' ', '\t', ',');
            span = One(sign, word) is { } one ? new VersionSpan(Later(span.From, one.From), Earlier(span.To, one.To)) : null;
        }

        return span;
    }

    /// <summary>One comparator. A version that is not written whole stands for all that begin like it.</summary>
    private static VersionSpan? One(string sign, string word)
    {
        if (Numbers(word) is not { } numbers)
            return null;
        var from = Padded(numbers);
        return (sign, numbers.Length) switch
        {
            ("" or "=" or "^" or "~" or ">=" or "<=", 0) => All,
            (_, 0) => null,
            (">=", _) => new VersionSpan(from, null),
            (">", _) => new VersionSpan(Next(numbers, numbers.Length), null),
            ("<", _) => new VersionSpan(default, from),
            ("<=", _) => new VersionSpan(default, Next(numbers, numbers.Length)),
            ("^", _) => new VersionSpan(from, Next(numbers, Math.Min(numbers.Length, 1 + Zeroes(numbers)))),
            ("~", _) => new VersionSpan(from, Next(numbers, Math.Min(numbers.Length, 2))),
            _ => new VersionSpan(from, Next(numbers, numbers.Length)),
        };
    }

    /// <summary>The numbers of <c>v3.20</c>, <c>3.x</c>, <c>*</c>, up to the first that is left open; null: it is no version, or a pre-release.</summary>
    private static long[]? Numbers(string word)
    {
        var parts = (word is ['v' or 'V', .. var bare] ? bare : word).Split('.');
        var numbers = parts.TakeWhile(part => part is not ("x" or "X" or "*")).ToArray();
        if (parts.Length > 3 || parts.Skip(numbers.Length).Any(part => part is not ("x" or "X" or "*")))
            return null;
        var values = new long[numbers.Length];
        for (var at = 0; at < values.Length; at++)
        {
            if (!long.TryParse(numbers[at], NumberStyles.None, CultureInfo.InvariantCulture, out values[at]) || values[at] > Largest)
                return null;
        }

        return values;
    }

    /// <summary>The first version whose first <paramref name="count"/> numbers are greater.</summary>
    private static VersionNumber Next(long[] numbers, int count) => Padded([.. numbers[..(count - 1)], numbers[count - 1] + 1]);

    /// <summary>How many zeroes it begins with: before 1.0 the number after them tells what breaks.</summary>
    private static int Zeroes(long[] numbers) => numbers.TakeWhile(number => number == 0).Count();

    private static VersionNumber Padded(long[] numbers) => new(numbers.ElementAtOrDefault(0), numbers.ElementAtOrDefault(1), numbers.ElementAtOrDefault(2));

    private static VersionNumber Later(VersionNumber one, VersionNumber other) => one > other ? one : other;

    private static VersionNumber? Earlier(VersionNumber? one, VersionNumber? other) => one is { } first && other is { } second ? first < second ? one : other : one ?? other;
}
