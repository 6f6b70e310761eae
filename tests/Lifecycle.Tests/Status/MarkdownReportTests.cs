using RegistryJanitor.Lifecycle.Status;
using RegistryJanitor.Lifecycle.Status.Markdown;
using RegistryJanitor.Lifecycle.Tests.Status.Support;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Status;

public sealed class MarkdownReportTests
{
    [Fact]
    public async Task The_report_reads_like_this()
    {
        using var stage = new StatusStage().Filled();

        Golden.Matches("report.md", MarkdownReport.Of(await stage.GatherAsync()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Neither_the_order_of_files_nor_the_hour_changes_a_byte(int seed)
    {
        using var one = new StatusStage().Filled();
        using var other = new StatusStage().Filled(seed);
        var before = MarkdownReport.Of(await one.GatherAsync());
        other.Clock.Advance(TimeSpan.FromHours(13));

        Assert.Equal(before, MarkdownReport.Of(await other.GatherAsync()));
    }

    [Fact]
    public async Task A_day_on_which_no_state_changes_changes_no_byte()
    {
        using var stage = new StatusStage().Filled();
        var before = MarkdownReport.Of(await stage.GatherAsync());

        stage.Clock.Advance(TimeSpan.FromDays(5));
        Assert.Equal(before, MarkdownReport.Of(await stage.GatherAsync()));

        // The end of alpine 3.21 is over.
        stage.Clock.Advance(TimeSpan.FromDays(7));
        var after = MarkdownReport.Of(await stage.GatherAsync());
        Lists.Same(["| `registry:5000/mirrors/alpine` | `3.21.5` | `sha256:cccccccccccc` | 2026-11-11 | alpine 3.21 | 2026-12-01 | Expired |"], after.Split('\n').Except(before.Split('\n'), StringComparer.Ordinal).Skip(1));
    }

    [Fact]
    public async Task Passes_of_the_janitor_that_took_nothing_are_no_news()
    {
        using var stage = new StatusStage().Filled();
        var before = MarkdownReport.Of(await stage.GatherAsync());
        var status = ((JanitorReading.Told)stage.Janitor).Status;

        stage.Janitor = new JanitorReading.Told(status with { LastPass = status.LastPass! with { EndedAt = StatusStage.At(20, 10) }, FreeBytes = 1 });

        Assert.Equal(before, MarkdownReport.Of(await stage.GatherAsync()));
    }

    [Fact]
    public async Task A_janitor_that_is_silent_costs_its_own_section_alone()
    {
        using var stage = new StatusStage().Filled();
        var before = Sections(MarkdownReport.Of(await stage.GatherAsync()));

        stage.Janitor = new JanitorReading.Silent("The janitor is away");

        var after = Sections(MarkdownReport.Of(await stage.GatherAsync()));
        Assert.Equal(before.Length, after.Length);
        Lists.Same(["Janitor\n\nThe janitor is away.\n\n"], after.Except(before, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Where_nothing_has_run_yet_the_report_says_so()
    {
        using var stage = new StatusStage { Janitor = new JanitorReading.NotAsked() };

        var report = MarkdownReport.Of(await stage.GatherAsync());

        Assert.Contains("| `registry:5000/mirrors/alpine` | not copied yet |", report, StringComparison.Ordinal);
        Assert.Contains("| not-asked |", report, StringComparison.Ordinal);
        Assert.DoesNotContain("## Mirrors", report, StringComparison.Ordinal);
        Assert.DoesNotContain("## Janitor", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_that_others_write_becomes_markup_a_link_or_a_line()
    {
        using var stage = new StatusStage().Filled();
        const string hostile = "<script>alert(1)</script> | `code` [x](http://evil.example) ![y](z) **b** _e_ ~~s~~ https://evil.example www.evil.example @all\n## head\r\n| a | b |\u202e";
        stage.Mirror("evil", hostile, hostile, (hostile, hostile));
        stage.Result("evil-1", hostile, hostile, hostile, StatusStage.At(20, 8), 'a', hostile);
        stage.Janitor = new JanitorReading.Told(new JanitorStatus(false, hostile) { Next = new JanitorPlan(StatusStage.At(20, 9), [new(hostile, hostile, hostile)], 1, 0) { Why = hostile } });

        var report = MarkdownReport.Of(await stage.GatherAsync());

        string[] markup = ["<script", "](", "![", "**b**", "_e_", "~~", "https://evil", " www.", "@all", "\n## head", "\r", "\u202e", "`code"];
        Assert.All(markup, text => Assert.DoesNotContain(text, report, StringComparison.Ordinal));
        var tables = report.Split("\n\n").Where(block => block.StartsWith('|')).ToList();
        Assert.Equal(5, tables.Count);
        Assert.All(tables, table => Assert.Single(table.TrimEnd().Split('\n').Select(row => row.Count(letter => letter is '|')).Distinct()));
        Assert.Contains("evil", tables[2], StringComparison.Ordinal);
    }

    private static string[] Sections(string report) => report.Split("## ");
}
