using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Data;

namespace RegistryJanitor.Lifecycle.EndOfLife.Fetching;

/// <summary>Tells what became other in a product: ends first, because those are what people act on.</summary>
internal static class Differences
{
    internal static IReadOnlyList<string> Between(ProductCycles before, ProductCycles after)
    {
        var (ends, others) = (new List<string>(), new List<string>());
        foreach (var cycle in after.Cycles)
        {
            if (before.Find(cycle.Name) is not { } old)
                ends.Add($"{cycle.Name} is new");
            else if (old.End != cycle.End)
                ends.Add($"{cycle.Name} {Words(cycle.End)}{(old.End is null ? "" : $", before: {Words(old.End)}")}");
            else if (old.Latest is null || !old.Latest.Equals(cycle.Latest, StringComparison.Ordinal))
                others.Add(cycle.Latest is { } latest ? $"{cycle.Name} is at {latest}" : $"{cycle.Name} has no newest release any more");
            else if (old != cycle)
                others.Add($"{cycle.Name} has other dates or names");
        }

        ends.AddRange(before.Cycles.Where(cycle => after.Find(cycle.Name) is null).Select(cycle => $"{cycle.Name} is gone"));
        return [.. ends, .. others];
    }

    private static string Words(CycleEnd? end) => end switch
    {
        CycleEnd.On on => $"ends on {on}",
        CycleEnd.Past => "has ended",
        CycleEnd.Open => "goes on",
        _ => "has no end",
    };
}
