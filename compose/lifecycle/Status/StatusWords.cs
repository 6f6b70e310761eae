using RegistryJanitor.Lifecycle.EndOfLife.Judging;

namespace RegistryJanitor.Lifecycle.Status;

/// <summary>The words of the report for people; those for ends of life are imglife's.</summary>
public static class StatusWords
{
    /// <summary>How near an end of life is, in words that do not change from day to day: <c>OK</c>, <c>&lt; 30 days</c>, <c>Expired</c>, <c>Unknown</c>.</summary>
    public static string Of(EndOfLifeState state, EndOfLifeThresholds thresholds) => state switch
    {
        EndOfLifeState.Ok => "OK",
        EndOfLifeState.Warning => $"< {thresholds.WarnDays} days",
        EndOfLifeState.Critical => $"< {thresholds.CriticalDays} days",
        EndOfLifeState.Expired => "Expired",
        _ => "Unknown",
    };

    /// <summary>As much of a digest or commit as people compare.</summary>
    public static string Short(string digest) => digest.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        ? digest[..Math.Min(digest.Length, colon + 13)]
        : digest[..Math.Min(digest.Length, 12)];

    /// <summary>A count with its noun: <c>1 tag</c>, <c>2 tags</c>.</summary>
    public static string Count(long count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A text as a sentence, with one stop.</summary>
    public static string Sentence(string text) => $"{text.TrimEnd().TrimEnd('.')}.";
}
