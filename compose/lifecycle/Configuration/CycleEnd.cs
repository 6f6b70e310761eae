using System.Globalization;

namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>When a cycle ends, as endoflife.date writes <c>eol</c>: a day, <c>true</c> or <c>false</c>.</summary>
public abstract record CycleEnd
{
    private CycleEnd()
    {
    }

    /// <summary>On a day.</summary>
    /// <param name="Day">UTC.</param>
    public sealed record On(DateOnly Day) : CycleEnd
    {
        /// <inheritdoc />
        public override string ToString() => Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary><c>true</c>: it has ended, nobody says when.</summary>
    public sealed record Past : CycleEnd
    {
        /// <inheritdoc />
        public override string ToString() => "true";
    }

    /// <summary><c>false</c>: it goes on, nobody says how long.</summary>
    public sealed record Open : CycleEnd
    {
        /// <inheritdoc />
        public override string ToString() => "false";
    }

    /// <summary>Reads one; the mistake is the end of a sentence that begins with the text.</summary>
    public static (CycleEnd? End, string? Mistake) Read(string text) => text switch
    {
        "true" => (new Past(), null),
        "false" => (new Open(), null),
        _ when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => (new On(day), null),
        _ => (null, "is no end; write a day such as 2027-04-01, or true (it has ended) or false (it goes on)"),
    };
}
