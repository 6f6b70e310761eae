using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Site;
using RegistryJanitor.Lifecycle.Tests.EndOfLife.Support;

namespace RegistryJanitor.Lifecycle.Tests.EndOfLife;

public sealed class EndOfLifeUpdateTests
{
    private const string Alpine = """{"name":"3.22","isEol":false,"eolFrom":"2027-05-01","latest":{"name":"3.22.5","date":"2026-06-21"}},{"name":"3.21","isEol":false,"eolFrom":"2026-11-01","latest":{"name":"3.21.7","date":"2026-04-15"}}""";
    private const string Go = """{"name":"1.27","isEol":false,"eolFrom":null,"latest":{"name":"1.27.0","date":"2026-08-11"}}""";

    [Fact]
    public async Task A_second_update_changes_no_byte_and_asks_with_the_version()
    {
        using var stage = Stage();
        Assert.Equal(ExitCode.Success, await stage.UpdateAsync());
        Assert.Equal("alpine-linux: new, 2 cycles\ngo: new, 1 cycles\n2 products: 2 new; FOLDER/eol-data.yaml is written.\n", stage.Out);
        var (data, written) = (stage.Data, File.GetLastWriteTimeUtc(stage.DataFile));
        stage.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(ExitCode.Success, await stage.UpdateAsync());

        Assert.Equal("alpine-linux: unchanged\ngo: unchanged\n2 products: 2 unchanged; FOLDER/eol-data.yaml is as it was.\n", stage.Out);
        Assert.Equal((data, written), (stage.Data, File.GetLastWriteTimeUtc(stage.DataFile)));
        Assert.Equal(["", "", "\"1\"", "\"1\""], stage.Site.Requests.Select(request => request.IfNoneMatch), StringComparer.Ordinal);
        Assert.Equal(["eol-data.yaml", "state"], stage.Names);
    }

    [Fact]
    public async Task Without_what_was_remembered_everything_is_asked_for_and_nothing_changes()
    {
        using var stage = Stage();
        await stage.UpdateAsync();
        var data = stage.Data;
        stage.Settings = stage.Settings with { DataDirectory = "/dev/null/none" };

        Assert.Equal(ExitCode.Success, await stage.UpdateAsync());

        Assert.Equal(data, stage.Data);
        Assert.Contains("2 unchanged", stage.Out, StringComparison.Ordinal);
        Assert.Contains("the next update asks for everything anew", stage.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changed_is_told_ends_first()
    {
        using var stage = Stage();
        await stage.UpdateAsync();
        stage.Site.Publish("alpine-linux", """{"name":"3.23","isEol":false,"eolFrom":"2027-11-01"},{"name":"3.22","isEol":false,"eolFrom":"2027-06-01"}""", "\"2\"");

        Assert.Equal(ExitCode.Success, await stage.UpdateAsync());

        Assert.StartsWith("alpine-linux: changed: 3.23 is new, 3.22 ends on 2027-06-01, before: ends on 2027-05-01, 3.21 is gone\n", stage.Out, StringComparison.Ordinal);
        Assert.Contains("cycle: \"3.23\"", stage.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_fails_keeps_what_was_known_and_stops_no_other()
    {
        using var stage = Stage();
        await stage.UpdateAsync();
        stage.Site.Give("/api/v1/products/alpine-linux", new FakeAnswer(503, "<html>"));
        stage.Site.Publish("go", Go.Replace("1.27.0", "1.27.1", StringComparison.Ordinal), "\"2\"");
        stage.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(ExitCode.Failed, await stage.UpdateAsync());

        Assert.Equal($"""
            alpine-linux: kept as of 2026-11-20 10:00 UTC, because {stage.Site.Address.Authority} has trouble of its own (HTTP 503)
            go: changed: 1.27 is at 1.27.1
            2 products: 1 changed, 1 kept; FOLDER/eol-data.yaml is written.

            """, stage.Out);
        Assert.Contains("cycle: \"3.22\"", stage.Data, StringComparison.Ordinal);
        Assert.Contains("1.27.1", stage.Data, StringComparison.Ordinal);

        // And it is told wherever it is used.
        await stage.RunAsync("check");
        Assert.Contains("alpine-linux is known as of 2026-11-20 10:00 UTC, because", stage.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_answer_does_not_replace_what_is_known()
    {
        using var stage = Stage();
        await stage.UpdateAsync();
        var data = stage.Data;
        stage.Site.Publish("alpine-linux", "", "\"2\"");

        Assert.Equal(ExitCode.Failed, await stage.UpdateAsync());
        Assert.Equal(data, stage.Data);
    }

    [Fact]
    public async Task What_nobody_knows_is_missing_unless_it_is_bundled_or_your_own()
    {
        using var stage = new EolStage("debian", "ours", "typo");
        stage.Site.Give("/api/v1/products/debian", new FakeAnswer(500, ""));
        stage.File = stage.File with { EndOfLife = stage.File.EndOfLife with { Overrides = [new EndOfLifeOverride("ours", "1.0", new CycleEnd.Open())] } };

        Assert.Equal(ExitCode.Failed, await stage.UpdateAsync());

        Assert.Contains("debian: judged by what is bundled, of 2026-08-22, because", stage.Out, StringComparison.Ordinal);
        Assert.Contains("ours: your own: the site does not have it, lifecycle.overrides does\n", stage.Out, StringComparison.Ordinal);
        Assert.Contains("typo: missing, because", stage.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(stage.DataFile));
    }

    [Fact]
    public async Task An_older_file_is_used_and_nothing_of_it_is_lost()
    {
        using var stage = Stage();
        stage.WriteData("golang:\n  - {cycle: 1.20, eol: 2024-02-06}\nsteady:\n  - {cycle: '7', eol: true}\n");

        Assert.Equal(ExitCode.Success, await stage.UpdateAsync());

        Assert.Contains("golang: left as it is; entries name it go, which is used in its place, so it may be deleted\n", stage.Out, StringComparison.Ordinal);
        Assert.Contains("steady: left as it is; no entry names it\n", stage.Out, StringComparison.Ordinal);
        Assert.Contains("golang:\n  - cycle: \"1.20\"\n    eol: \"2024-02-06\"\n", stage.Data, StringComparison.Ordinal);
        var data = stage.Data;
        Assert.Equal(ExitCode.Success, await stage.UpdateAsync());
        Assert.Equal(data, stage.Data);
    }

    [Fact]
    public async Task What_was_changed_by_hand_is_asked_for_anew()
    {
        using var stage = Stage();
        await stage.UpdateAsync();
        var data = stage.Data;
        stage.WriteData(data.Replace("2027-05-01", "2099-01-01", StringComparison.Ordinal));

        await stage.UpdateAsync();

        Assert.Equal(data, stage.Data);
        Assert.Equal("", stage.Site.Requests.Last(request => request.Path.EndsWith("alpine-linux", StringComparison.Ordinal)).IfNoneMatch);
    }

    [Theory]
    [InlineData("<<<<<<< HEAD\nalpine: []\n")]
    [InlineData("alpine-linux: [{cycle: '1', eol: soon}]\n")]
    public async Task A_file_that_cannot_be_understood_is_not_overwritten(string text)
    {
        using var stage = Stage();
        stage.WriteData(text);

        Assert.Equal(ExitCode.Usage, await stage.UpdateAsync());

        Assert.Equal(text, stage.Data);
        Assert.Empty(stage.Site.Requests);
        Assert.StartsWith("lifecycle: FOLDER/eol-data.yaml:", stage.Err, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, await stage.RunAsync("check"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_as_it_was()
    {
        using var stage = Stage();
        // The name fits, and that of the new file beside it does not.
        stage.File = stage.File with { EndOfLife = stage.File.EndOfLife with { DataFile = $"{new string('a', 240)}.yaml" } };
        stage.WriteData("go:\n  - {cycle: '1.0'}\n");

        Assert.Equal(ExitCode.Failed, await stage.UpdateAsync());

        Assert.Equal("go:\n  - {cycle: '1.0'}\n", stage.Data);
        Assert.Contains("cannot be written", stage.Err, StringComparison.Ordinal);
        Assert.False(File.Exists(stage.RecordFile));
        Assert.Single(stage.Names);
    }

    [Fact]
    public async Task A_stop_leaves_everything_as_it_was()
    {
        using var stage = Stage();
        using var stop = new CancellationTokenSource();
        stage.Site.Answers["/api/v1/products/go"] = _ => new TaskCompletionSource<FakeAnswer>().Task;
        var updating = stage.UpdateAsync(stop: stop.Token);
        await stage.Site.Asked;
        await stop.CancelAsync();

        Assert.Equal(ExitCode.Failed, await updating);
        Assert.Empty(stage.Names);
    }

    [Fact]
    public async Task A_dry_run_tells_and_writes_nothing()
    {
        using var stage = Stage();
        Assert.Equal(ExitCode.Success, await stage.UpdateAsync(isDryRun: true));
        Assert.EndsWith("2 products: 2 new; FOLDER/eol-data.yaml would be written; this was a dry run.\n", stage.Out, StringComparison.Ordinal);
        Assert.Empty(stage.Names);
    }

    [Fact]
    public async Task Nobody_who_does_not_ask_asks_twice_a_day()
    {
        using var stage = Stage();
        await stage.UpdateAsync(isAsked: false);
        stage.Clock.Advance(TimeSpan.FromHours(19));
        Assert.Equal(ExitCode.Success, await stage.UpdateAsync(isAsked: false));
        Assert.Equal(2, stage.Site.Requests.Count);
        Assert.StartsWith("alpine-linux: unchanged; asked for at 2026-11-20 10:00 UTC", stage.Out, StringComparison.Ordinal);

        stage.Clock.Advance(TimeSpan.FromHours(2));
        await stage.UpdateAsync(isAsked: false);
        Assert.Equal(4, stage.Site.Requests.Count);
    }

    [Fact]
    public async Task What_failed_is_asked_for_again_the_same_day()
    {
        using var stage = Stage();
        stage.Site.Give("/api/v1/products/go", new FakeAnswer(403, ""));
        await stage.UpdateAsync(isAsked: false);
        stage.Site.Publish("go", Go);

        Assert.Equal(ExitCode.Success, await stage.UpdateAsync(isAsked: false));
        Assert.Contains("go: new, 1 cycles\n", stage.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_that_wants_to_be_left_alone_is_also_by_the_next_process()
    {
        using var stage = Stage();
        stage.Limits = stage.Limits with { AtOnce = 1 };
        stage.Site.Give("/api/v1/products/alpine-linux", new FakeAnswer(429, "") { Headers = ["Retry-After: 7200"] });

        Assert.Equal(ExitCode.Failed, await stage.UpdateAsync());
        Assert.Equal(ExitCode.Failed, await stage.UpdateAsync());
        Assert.Single(stage.Site.Requests);
        Assert.Contains("wants to be left alone until 2026-11-20 12:00:00 UTC", stage.Out, StringComparison.Ordinal);

        stage.Clock.Advance(TimeSpan.FromHours(2));
        stage.Site.Publish("alpine-linux", Alpine);
        Assert.Equal(ExitCode.Success, await stage.UpdateAsync());
    }

    [Fact]
    public async Task Many_products_are_asked_for_a_few_at_once()
    {
        var products = Enumerable.Range(0, 40).Select(at => $"p{at:00}").ToArray();
        using var stage = new EolStage(products);
        foreach (var product in products)
            stage.Site.Publish(product, Go);
        stage.Limits = stage.Limits with { AtOnce = 3 };

        Assert.Equal(ExitCode.Success, await stage.UpdateAsync());

        Assert.Equal(40, stage.Site.Requests.Count);
        Assert.InRange(stage.Site.MostAtOnce, 1, 3);
        Assert.Equal(products, stage.Out.Split('\n')[..40].Select(line => line[..3]), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Another_site_is_not_asked_with_the_versions_of_this_one()
    {
        using var stage = Stage();
        await stage.UpdateAsync();
        using var other = new FakeSite();
        other.Publish("go", Go);
        other.Publish("alpine-linux", Alpine);
        stage.Settings = stage.Settings with { EndOfLifeAddress = other.Address };

        Assert.Equal(ExitCode.Success, await stage.UpdateAsync());
        Assert.All(other.Requests, request => Assert.Equal("", request.IfNoneMatch));
        Assert.Contains("2 unchanged", stage.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_knows_all_by_a_file_asks_nobody()
    {
        using var stage = Stage();
        stage.File = stage.File with { EndOfLife = stage.File.EndOfLife with { Provider = EndOfLifeProvider.Local } };

        Assert.Equal(ExitCode.Success, await stage.UpdateAsync());
        Assert.Equal("eol_provider is local: nothing is asked for, and FOLDER/eol-data.yaml is as it was.\n", stage.Out);
        Assert.Empty(stage.Site.Requests);
        Assert.Empty(stage.Names);
    }

    [Theory]
    [InlineData("--dry")]
    [InlineData("--data-file")]
    [InlineData("x")]
    public async Task What_update_does_not_take_is_refused(string word)
    {
        using var stage = Stage();
        Assert.Equal(ExitCode.Usage, await stage.RunAsync("update", word));
        Assert.Equal($"lifecycle: eol update takes no '{word}' alone; write lifecycle eol update [--dry-run] [--data-file FILE]\n", stage.Err);
    }

    [Fact]
    public async Task Another_data_file_may_be_named()
    {
        using var stage = Stage();
        var other = Path.Join(Path.GetDirectoryName(stage.DataFile), "other.yaml");
        Assert.Equal(ExitCode.Success, await stage.RunAsync("update", $"--data-file={other}"));
        Assert.Equal(ExitCode.Success, await stage.RunAsync("update", "--data-file", other, "--dry-run"));
        Assert.Equal(["other.yaml", "state"], stage.Names);
    }

    private static EolStage Stage()
    {
        var stage = new EolStage("alpine-linux", "go");
        stage.Site.Publish("alpine-linux", Alpine);
        stage.Site.Publish("go", Go);
        return stage;
    }
}
