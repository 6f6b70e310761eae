using System.Globalization;
using Xunit.Abstractions;

namespace RegistryJanitor.Lifecycle.Tests.Rebuilding;

/// <summary>Whole waves: the real plan, look, queue and records, with a registry and a runner that the test plays.</summary>
public sealed class WaveTests(ITestOutputHelper output)
{
    /// <summary>Thirty images in five layers, each of a layer on two of the one above it.</summary>
    private static readonly string s_thirty = string.Join('\n', Thirty());

    [Fact]
    public async Task A_diamond_of_thirty_is_built_in_its_order_and_each_image_once()
    {
        using var stage = new WaveStage(s_thirty);
        await stage.BeginAsync();
        stage.Push("outside");

        await stage.LookAsync();
        Assert.Empty(stage.Asked);
        await stage.FinishAsync();

        Assert.Equal(30, stage.Asked.Count);
        Assert.Equal(30, stage.Asked.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(stage.TooEarly);
        Assert.Equal(("root", "leaf"), (stage.Asked[0], stage.Asked[^1]));
        Assert.All(stage.Graph.Images, image => Assert.True(stage.IsFresh(image.Name), image.Name));
    }

    [Fact]
    public async Task A_failure_in_the_middle_stops_exactly_what_stands_on_it()
    {
        using var stage = new WaveStage(s_thirty);
        await stage.BeginAsync();
        stage.Push("outside");
        await stage.LookAsync();

        await stage.FinishAsync(name => name is "b4" ? "failed" : "succeeded");

        // b4 is under c3 and c4, these under the leaf.
        Assert.Equal(
            stage.Graph.Images.Select(image => image.Name).Except(["c3", "c4", "leaf"], StringComparer.Ordinal).Order(StringComparer.Ordinal),
            stage.Asked.Order(StringComparer.Ordinal));

        // Mended by hand, the rest goes on, each once.
        stage.Asked.Clear();
        await stage.RestAsync();
        stage.Want("b4");
        await stage.FinishAsync();
        Assert.Equal("b4 c3 c4 leaf", string.Join(' ', stage.Asked));
    }

    [Fact]
    public async Task Bases_that_move_one_after_the_other_are_one_wave_below_where_they_meet()
    {
        using var stage = new WaveStage("left: outside\nright: elsewhere\nleaf: left +right");
        await stage.BeginAsync();
        stage.Push("outside");
        await stage.LookAsync();
        Assert.Equal(["left"], await stage.LookAsync());
        stage.Push("elsewhere");
        await stage.LookAsync();
        await stage.FinishAsync();

        Assert.Equal("left right leaf", string.Join(' ', stage.Asked));
        Assert.True(stage.IsFresh("leaf"));
    }

    [Fact]
    public async Task An_image_that_was_built_to_the_same_digest_ends_the_wave()
    {
        using var stage = new WaveStage("base: outside\napp: base");
        await stage.BeginAsync();
        stage.Push("outside");
        await stage.LookAsync();
        Assert.Equal(["base"], await stage.LookAsync());
        stage.End(stage.Waiting[0], "succeeded", pushes: false);
        await stage.FinishAsync();

        Assert.Equal(["base"], stage.Asked, StringComparer.Ordinal);
    }

    [Fact]
    public async Task What_somebody_wants_is_built_once_in_order_although_nothing_moved()
    {
        using var stage = new WaveStage("base: outside\nleft: base\nright: base\nleaf: left right");
        await stage.BeginAsync();
        stage.Want("left", "right", "leaf");
        await stage.FinishAsync();

        Assert.Equal("left right leaf", string.Join(' ', stage.Asked));
    }

    [Fact]
    public async Task A_base_that_moves_while_its_image_waits_is_no_second_build_before_the_image_has_cooled_down()
    {
        using var stage = new WaveStage("app: outside");
        await stage.BeginAsync();
        stage.Push("outside");
        await stage.LookAsync();
        Assert.Equal(["app"], await stage.LookAsync());
        stage.Push("outside");
        await stage.FinishAsync();
        Assert.Equal(["app"], stage.Asked, StringComparer.Ordinal);

        await stage.RestAsync();
        await stage.FinishAsync();
        Assert.Equal(["app", "app"], stage.Asked, StringComparer.Ordinal);
        Assert.True(stage.IsFresh("app"));
    }

    [Fact]
    public async Task Whatever_the_order_in_which_builds_end_and_power_goes_each_image_is_asked_for_once()
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            output.WriteLine($"seed {seed}");
            var random = new Random(seed);
            using var stage = new WaveStage(s_thirty);
            await stage.BeginAsync();
            var before = stage.Requests;
            stage.Push("outside");
            var movesLater = random.Next(2) == 0;
            for (var step = 0; step < 40; step++)
            {
                foreach (var id in stage.Waiting.Where(_ => random.Next(3) > 0).OrderBy(_ => random.Next()))
                    stage.End(id, "succeeded");
                if (movesLater && step == 3)
                    stage.Push("elsewhere");
                await stage.LookAsync(isCrashing: random.Next(4) == 0, isBeforeRequest: random.Next(2) == 0);
            }

            await stage.FinishAsync();
            Assert.Equal(stage.Graph.Images.Select(image => image.Name).Order(StringComparer.Ordinal), stage.Asked.Order(StringComparer.Ordinal));
            Assert.Equal(30, stage.Requests - before);
            Assert.Empty(stage.TooEarly);
            Assert.All(stage.Graph.Images, image => Assert.True(stage.IsFresh(image.Name), image.Name));
        }
    }

    private static IEnumerable<string> Thirty()
    {
        yield return "root: outside";
        foreach (var (layer, above, count) in ((char, char, int)[])[('a', 'r', 10), ('b', 'a', 10), ('c', 'b', 8)])
        {
            for (var at = 0; at < count; at++)
                yield return above is 'r' ? $"{layer}{at}: root" : string.Create(CultureInfo.InvariantCulture, $"{layer}{at}: {above}{at} +{above}{at + 1 - (at == 9 ? 2 : 0)}");
        }

        yield return "leaf: c0 c1 c2 c3 c4 c5 c6 c7 +elsewhere";
    }
}
