using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Data;
using RegistryJanitor.Lifecycle.EndOfLife.Judging;
using RegistryJanitor.Lifecycle.Tests.EndOfLife.Support;

namespace RegistryJanitor.Lifecycle.Tests.EndOfLife;

public sealed class EndOfLifeJudgeTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 20, 23, 59, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2027-11-01", EndOfLifeState.Ok, 346)]
    [InlineData("2027-02-19", EndOfLifeState.Ok, 91)]
    [InlineData("2027-02-18", EndOfLifeState.Warning, 90)]
    [InlineData("2026-12-21", EndOfLifeState.Warning, 31)]
    [InlineData("2026-12-20", EndOfLifeState.Critical, 30)]
    [InlineData("2026-11-20", EndOfLifeState.Critical, 0)]
    [InlineData("2026-11-19", EndOfLifeState.Expired, -1)]
    public void The_days_that_are_left_decide(string day, EndOfLifeState state, int left)
    {
        var verdict = Judge(day, "3.21.3");
        Assert.Equal((state, left, "3.21", EndOfLifeSource.File), (verdict.State, verdict.DaysLeft, verdict.Cycle, verdict.Source));
    }

    [Theory]
    [InlineData("true", EndOfLifeState.Expired, "alpine 3.21 has ended, nobody says when")]
    [InlineData("false", EndOfLifeState.Ok, "alpine 3.21 goes on, nobody says how long")]
    [InlineData(null, EndOfLifeState.Unknown, "alpine 3.21 has no end that anybody tells")]
    [InlineData("2026-11-19", EndOfLifeState.Expired, "alpine 3.21 ended on 2026-11-19, 1 day ago")]
    [InlineData("2026-11-20", EndOfLifeState.Critical, "alpine 3.21 ends today, 2026-11-20")]
    [InlineData("2027-11-01", EndOfLifeState.Ok, "alpine 3.21 ends on 2027-11-01, in 346 days")]
    public void An_end_without_a_day_is_not_guessed(string? end, EndOfLifeState state, string reason)
    {
        var verdict = Judge(end, "3.21.3");
        Assert.Equal((state, reason), (verdict.State, verdict.Reason));
    }

    [Theory]
    [InlineData("edge")]
    [InlineData("3")]
    [InlineData("3.22.1")]
    [InlineData("_")]
    public void A_tag_without_a_cycle_is_unmapped_and_unknown(string tag)
    {
        var verdict = Judge("2027-11-01", tag);
        Assert.Equal((EndOfLifeState.Unknown, null, EndOfLifeSource.None), (verdict.State, verdict.Cycle, verdict.Source));
        Assert.StartsWith("unmapped: ", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_product_of_which_nothing_is_known_is_unknown()
    {
        var verdict = EndOfLifeJudge.Judge(Knowledge([]), EolStage.Rule("ours"), "1.0", s_now, new(30, 90));
        Assert.Equal((EndOfLifeState.Unknown, "nothing is known of ours; run lifecycle eol update, or write its ends into lifecycle.overrides"), (verdict.State, verdict.Reason));
    }

    [Fact]
    public void A_codename_is_its_cycle()
    {
        var debian = new ProductCycles("debian", [Cycle("12", "2026-07-11") with { Codename = "Bookworm" }, Cycle("13", "2028-08-09") with { Codename = "Trixie" }]);
        Assert.Equal("13", EndOfLifeJudge.Judge(Knowledge([debian]), EolStage.Rule("debian"), "trixie-20261116-slim", s_now, new(30, 90)).Cycle);
        Assert.Equal("12", EndOfLifeJudge.Judge(Knowledge([debian]), EolStage.Rule("debian", "full"), "bookworm", s_now, new(30, 90)).Cycle);
    }

    [Fact]
    public void A_codename_that_two_cycles_have_says_nothing()
    {
        var product = new ProductCycles("x", [Cycle("1", "2027-07-11") with { Codename = "Noble A" }, Cycle("2", "2028-08-09") with { Codename = "Noble B" }]);
        Assert.Equal(EndOfLifeState.Unknown, EndOfLifeJudge.Judge(Knowledge([product]), EolStage.Rule("x"), "noble", s_now, new(30, 90)).State);
    }

    [Fact]
    public void What_is_known_better_here_wins()
    {
        var knowledge = Knowledge([new ProductCycles("alpine", [Cycle("3.21", "2026-11-01") with { Latest = "3.21.7" }])]) with
        {
            Overrides = [new EndOfLifeOverride("alpine-linux", "3.21", new CycleEnd.On(new DateOnly(2028, 1, 1))) { Reason = "bought" }, new EndOfLifeOverride("ours", "7", new CycleEnd.Past())],
        };
        var verdict = EndOfLifeJudge.Judge(knowledge, EolStage.Rule("alpine"), "3.21.3", s_now, new(30, 90));

        Assert.Equal((EndOfLifeState.Ok, EndOfLifeSource.Override, "3.21.7"), (verdict.State, verdict.Source, verdict.Latest));
        Assert.EndsWith("(bought)", verdict.Reason, StringComparison.Ordinal);
        var own = EndOfLifeJudge.Judge(knowledge, EolStage.Rule("ours"), "7.1", s_now, new(30, 90));
        Assert.Equal((EndOfLifeState.Expired, "7"), (own.State, own.Cycle));
    }

    [Fact]
    public void The_file_comes_before_the_bundle_and_another_name_of_a_product_before_nothing()
    {
        var filed = new EndOfLifeKnowledge(new EndOfLifeData([new ProductCycles("golang", [Cycle("1.22", "2025-02-11")])]), BundledData.Data, []);
        Assert.Equal(EndOfLifeSource.File, EndOfLifeJudge.Judge(filed, EolStage.Rule("go"), "1.22.3", s_now, new(30, 90)).Source);
        Assert.Equal(EndOfLifeSource.Bundled, EndOfLifeJudge.Judge(filed, EolStage.Rule("alpine"), "3.21.3", s_now, new(30, 90)).Source);

        // A list without cycles says nothing.
        var emptied = filed with { File = new EndOfLifeData([new ProductCycles("alpine", [])]) };
        Assert.Equal(EndOfLifeSource.Bundled, EndOfLifeJudge.Judge(emptied, EolStage.Rule("alpine"), "3.21.3", s_now, new(30, 90)).Source);
    }

    [Fact]
    public void The_environment_sets_what_is_critical_and_warnings_never_come_later()
    {
        var settings = new LifecycleSettings { Configuration = "/c", DataDirectory = "/d" };
        Assert.Equal(new EndOfLifeThresholds(30, 90), EndOfLifeThresholds.Of(EndOfLifeSection.Default, settings));
        Assert.Equal(new EndOfLifeThresholds(120, 120), EndOfLifeThresholds.Of(EndOfLifeSection.Default, settings with { CriticalDays = 120 }));
    }

    [Theory]
    [InlineData(42)]
    public void Whatever_the_tag_a_verdict_without_a_cycle_is_never_well(int seed)
    {
        var random = new Random(seed);
        var knowledge = Knowledge([new ProductCycles("alpine", [Cycle("3.21", "2027-11-01") with { Codename = "C" }])]);
        for (var turn = 0; turn < 2000; turn++)
        {
            var tag = string.Concat(Enumerable.Range(0, random.Next(1, 10)).Select(_ => "0123.-_vcalpine"[random.Next(15)]));
            var verdict = EndOfLifeJudge.Judge(knowledge, EolStage.Rule("alpine", random.Next(2) == 0 ? "minor" : "full"), tag, s_now, new(30, 90));
            Assert.True(verdict.State is EndOfLifeState.Unknown == verdict.Cycle is null, tag);
        }
    }

    private static EndOfLifeVerdict Judge(string? end, string tag) =>
        EndOfLifeJudge.Judge(Knowledge([new ProductCycles("alpine", [Cycle("3.21", end)])]), EolStage.Rule("alpine"), tag, s_now, new(30, 90));

    private static EndOfLifeKnowledge Knowledge(IReadOnlyList<ProductCycles> products) => new(new EndOfLifeData(products), EndOfLifeData.Nothing, []);

    private static ReleaseCycle Cycle(string name, string? end) => new(name) { End = end is null ? null : CycleEnd.Read(end).End };
}
