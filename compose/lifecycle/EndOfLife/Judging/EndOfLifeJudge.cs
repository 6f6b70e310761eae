using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.EndOfLife.Judging;

/// <summary>Judges tags: data, rule, tag and moment in, verdict out. Ends are days, so what is judged today may be otherwise tomorrow: nothing of it is kept.</summary>
public static class EndOfLifeJudge
{
    /// <summary>Judges one.</summary>
    /// <param name="knowledge">What is known.</param>
    /// <param name="rule">How the tag is told apart.</param>
    /// <param name="tag">It.</param>
    /// <param name="now">Its day in UTC counts.</param>
    /// <param name="thresholds">When an end is near.</param>
    public static EndOfLifeVerdict Judge(EndOfLifeKnowledge knowledge, CycleRule rule, string tag, DateTimeOffset now, EndOfLifeThresholds thresholds)
    {
        var product = rule.Product;
        var known = knowledge.Find(product);
        var overrides = knowledge.OverridesOf(product);
        if (known is null && overrides.Count == 0)
            return Unknown(product, $"nothing is known of {product}; run lifecycle eol update, or write its ends into lifecycle.overrides");
        var (cut, whyNot) = CycleCut.Of(rule.Extract, tag);
        if (cut is null)
            return Unknown(product, $"unmapped: the tag {tag} {whyNot}; set extract as its tags are");
        var names = overrides.Select(one => one.Cycle).Concat(known?.Cycles.Cycles.Select(cycle => cycle.Name) ?? []);
        if ((CycleMatch.Longest(cut, names) ?? (known is null ? null : CycleMatch.Named(cut, known.Cycles)?.Name)) is not { } name)
            return Unknown(product, $"unmapped: {product} has no cycle for {cut}, which is cut from the tag {tag}; see whether product and extract are right, and run lifecycle eol update");

        var cycle = known?.Cycles.Find(name);
        var better = overrides.FirstOrDefault(one => one.Cycle.Equals(name, StringComparison.Ordinal));
        var source = better is not null ? EndOfLifeSource.Override : known?.Source ?? EndOfLifeSource.None;
        var end = better?.End ?? cycle?.End;
        var left = end is CycleEnd.On { Day: var day } ? day.DayNumber - DateOnly.FromDateTime(now.UtcDateTime).DayNumber : (int?)null;
        var (state, words) = Weigh(end, left, thresholds);
        return new EndOfLifeVerdict(state, product, $"{product} {name} {words}{(better?.Reason is { } why ? $" ({why})" : "")}")
        {
            Cycle = name,
            End = end,
            DaysLeft = left,
            Source = source,
            Latest = cycle?.Latest,
            LatestReleaseDate = cycle?.LatestReleaseDate,
        };
    }

    private static (EndOfLifeState State, string Words) Weigh(CycleEnd? end, int? left, EndOfLifeThresholds thresholds) => (end, left) switch
    {
        (CycleEnd.Past, _) => (EndOfLifeState.Expired, "has ended, nobody says when"),
        (CycleEnd.Open, _) => (EndOfLifeState.Ok, "goes on, nobody says how long"),
        (_, 0) => (thresholds.Of(0), $"ends today, {end}"),
        (_, > 0 and var days) => (thresholds.Of(days), $"ends on {end}, in {Days(days)}"),
        (_, { } days) => (EndOfLifeState.Expired, $"ended on {end}, {Days(-days)} ago"),
        _ => (EndOfLifeState.Unknown, "has no end that anybody tells"),
    };

    private static string Days(int days) => days == 1 ? "1 day" : $"{days} days";

    private static EndOfLifeVerdict Unknown(string product, string reason) => new(EndOfLifeState.Unknown, product, reason);
}
