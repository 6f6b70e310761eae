using System.Globalization;

namespace RegistryJanitor.Lifecycle.Scheduling;

/// <summary>One of the five fields of cron.</summary>
/// <param name="Name">As messages call it.</param>
/// <param name="First">The least number.</param>
/// <param name="Last">The greatest.</param>
/// <param name="Names">Of the numbers, from the first on; empty: they have none.</param>
internal sealed record CronField(string Name, int First, int Last, string[] Names)
{
    /// <summary>What may be written, for messages.</summary>
    internal string Expected => string.Create(CultureInfo.InvariantCulture, $"* or a number from {First} to {Last}");

    /// <summary>The numbers that a text means, as bits; null: it is none.</summary>
    internal ulong? Read(string text)
    {
        ulong set = 0;
        foreach (var part in text.Split(','))
        {
            if (Part(part) is not { } more)
                return null;
            set |= more;
        }

        return set;
    }

    /// <summary><c>*</c>, a number or a range, perhaps with a step.</summary>
    private ulong? Part(string text)
    {
        var (range, step) = text.Split('/') switch
        {
            [var whole] => (whole, 1),
            [var before, var after] when int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100 => (before, number),
            _ => ("", 0),
        };
        var (from, to) = range.Split('-') switch
        {
            ["*"] => (First, Last),
            // A number with a step goes on to the end, as in vixie cron.
            [var one] when Number(one) is { } number => (number, text.Contains('/', StringComparison.Ordinal) ? Last : number),
            [var one, var other] when Number(one) is { } begin && Number(other) is { } end => (begin, end),
            _ => (1, 0),
        };
        if (from > to || step == 0)
            return null;
        ulong set = 0;
        for (var number = from; number <= to; number += step)
            set |= 1UL << number;
        return set;
    }

    private int? Number(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number >= First && number <= Last ? number : null;
        var named = Array.FindIndex(Names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        return named < 0 ? null : First + named;
    }
}
