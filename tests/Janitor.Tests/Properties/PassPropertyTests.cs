using System.Collections.Concurrent;
using RegistryJanitor.Tests.Properties.Stores;
using RegistryJanitor.Tests.Support;
using Xunit.Abstractions;

namespace RegistryJanitor.Tests.Properties;

/// <summary>The janitor against an oracle that shares no code with it, over thousands of stores that nobody drew by hand.</summary>
[Collection(OneAtATime.Collection)]
public sealed class PassPropertyTests(ITestOutputHelper output)
{
    private const int Stores = 2000;
    private const int DamagedStores = 200;
    private const int StoresForTheOracle = 500;

    [Fact]
    public async Task Nothing_reachable_is_removed_and_everything_unreachable_and_old_enough_is() =>
        await HoldsAsync(Seeds.Read(Stores), (random, census) => PassProperty.ViolationsAsync(random, census));

    [Fact]
    public async Task Where_something_cannot_be_read_nothing_reachable_and_no_blob_is_removed_and_other_repositories_lose_their_tags() =>
        await HoldsAsync(Seeds.Read(DamagedStores), DamageProperty.ViolationsAsync);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_takes_just_what_must_go_or_all_that_need_not_stay_breaks_nothing_and_comes_to_rest(bool greedy) => await HoldsAsync(
        Seeds.Read(StoresForTheOracle),
        (random, census) => PassProperty.ViolationsAsync(random, census, store => new ObedientPasses(store, greedy)));

    [Fact]
    public void Everything_that_can_be_in_a_store_is_in_one_of_a_hundred()
    {
        var shapes = Enumerable.Range(1, Stores).SelectMany(seed => StoreGenerator.Generate(seed).Shapes).CountBy(shape => shape).ToDictionary();
        foreach (var (shape, count) in shapes.OrderBy(pair => pair.Value))
            output.WriteLine($"{100.0 * count / Stores,6:F1} % {shape}");

        Assert.DoesNotContain(Enum.GetValues<Shape>(), shape => shapes.GetValueOrDefault(shape) < Stores / 100);
    }

    [Fact]
    public void A_seed_makes_the_same_store_every_time() =>
        Assert.Equal(StoreGenerator.Generate(1).ToString(), StoreGenerator.Generate(1).ToString());

    private async Task HoldsAsync(Seeds seeds, Property property)
    {
        output.WriteLine(seeds.ToString());
        var census = new Census();
        var failures = new ConcurrentDictionary<int, IReadOnlyList<string>>();
        await Parallel.ForEachAsync(seeds.All, async (seed, _) =>
        {
            if (await property(StoreGenerator.Generate(seed), census) is { Count: > 0 } violations)
                failures[seed] = violations;
        });

        output.WriteLine(census.ToString());
        if (!failures.IsEmpty)
            Assert.Fail(await Failure.TellAsync(failures, property));
    }
}
