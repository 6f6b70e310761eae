using System.Text;
using RegistryJanitor.Tests.Properties.Stores;

namespace RegistryJanitor.Tests.Properties;

/// <summary>What a person needs to know of stores that violate the property.</summary>
internal static class Failure
{
    private const int MostSeeds = 20;
    private const int MostSentences = 12;

    /// <summary>Which seeds, and the smallest store that can be made of the first of them.</summary>
    public static async Task<string> TellAsync(IReadOnlyDictionary<int, IReadOnlyList<string>> failures, Property property)
    {
        var seeds = failures.Keys.Order().ToArray();
        var (store, violations) = await ShrinkAsync(StoreGenerator.Generate(seeds[0]), failures[seeds[0]], property);
        var text = new StringBuilder()
            .Append($"{seeds.Length} stores violate the property; seeds {string.Join(' ', seeds.Take(MostSeeds))}")
            .AppendLine(seeds.Length > MostSeeds ? " ..." : "")
            .AppendLine("The first of them, without what does not matter:")
            .AppendLine(store.ToString());
        foreach (var violation in violations.Take(MostSentences))
            text.AppendLine($"! {store.Readable(violation)}");
        return text.ToString();
    }

    /// <summary>Leaves out one statement after the other, as long as the property stays violated.</summary>
    private static async Task<(RandomStore Store, IReadOnlyList<string> Violations)> ShrinkAsync(
        RandomStore store, IReadOnlyList<string> violations, Property property)
    {
        for (var i = store.Statements.Length - 1; i >= 0 && store.Statements.Length > 1; i--)
        {
            var smaller = store with { Statements = store.Statements.RemoveAt(i) };
            if (await property(smaller, new Census()) is { Count: > 0 } still)
                (store, violations) = (smaller, still);
        }

        return (store, violations);
    }
}
