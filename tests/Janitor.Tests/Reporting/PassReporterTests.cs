using System.Globalization;
using System.Text.Json;
using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Reporting;
using RegistryJanitor.Status;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Tests.Reporting;

[Collection(OneAtATime.Collection)]
public sealed class PassReporterTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly StagedPass _pass;

    public PassReporterTests()
    {
        _pass = new StagedPass(_store);
        Scene.Stage(_store);
    }

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Fact]
    public void A_report_is_written_like_this()
    {
        using var output = new MemoryStream();
        PassReportJson.Write(SampleStatus.Snapshot.Last!, output);
        Golden.Matches("report.json", System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public async Task A_pass_leaves_a_report_named_after_it_with_every_tag_that_went()
    {
        var reporter = Reporter();

        await RunAsync(reporter);

        var path = Assert.Single(Directory.GetFiles(_store.Layout.Reports));
        using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(path));
        var root = report.RootElement;
        Assert.Equal(Path.GetFileNameWithoutExtension(path), root.GetProperty("pass").GetString());
        Assert.Equal("succeeded", root.GetProperty("result").GetString());
        var evicted = root.GetProperty("evicted").EnumerateArray().ToList();
        Assert.Equal(evicted.Count, root.GetProperty("counts").GetProperty("tagsEvicted").GetInt32());
        var v2 = Assert.Single(evicted, tag => tag.GetProperty("tag").GetString() is "v2");
        Assert.Equal("team/app", v2.GetProperty("repository").GetString());
        Assert.StartsWith("sha256:", v2.GetProperty("digest").GetString(), StringComparison.Ordinal);
        Assert.Equal(TempStore.Minute(2).UtcDateTime, v2.GetProperty("pushed").GetDateTime());
        Assert.Equal("beyond the newest 2, number 3", v2.GetProperty("reason").GetString());
        Assert.Contains(_pass.Log.Events, e => e.Id == 2101 && e.Message.Contains($"it was {v2.GetProperty("digest").GetString()}", StringComparison.Ordinal));
        var counts = reporter.Latest.Last!.Account!.Counts;
        Assert.Equal(counts.BytesFreed, Assert.Single(reporter.Latest.History).BytesFreed);
        Assert.True(counts is { BlobsCollected: > 0, BytesFreed: > 0 });
    }

    [Fact]
    public async Task The_newest_reports_stay_and_what_is_not_a_report_is_never_taken_away()
    {
        _pass.Settings = _pass.Settings with { ReportsKeep = 3 };
        TempStore.Write($"{_store.Layout.Reports}/notes.json", "somebody's");
        TempStore.Write($"{_store.Layout.Reports}/.x.json.{new string('0', 32)}.tmp", "half of one");
        var reporter = Reporter();

        for (var i = 0; i < 5; i++)
        {
            await RunAsync(reporter);
            _pass.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(
            (string[])["20261120T120000000Z.json", "20261120T130000000Z.json", "20261120T140000000Z.json", "notes.json"],
            Directory.GetFiles(_store.Layout.Reports).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToArray());
    }

    [Fact]
    public async Task None_is_written_where_none_is_kept()
    {
        _pass.Settings = _pass.Settings with { ReportsKeep = 0 };

        await RunAsync(Reporter());

        Assert.False(Directory.Exists(_store.Layout.Reports));
        Assert.True(File.Exists(_store.Layout.History));
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_and_says_what_would_go()
    {
        _pass.Settings = _pass.Settings with { DryRun = true };
        var before = Tree.Of(_store.Root, withDirectoryTimes: true);
        var reporter = Reporter();

        var result = await DryRun.RunAsync(_pass.NewPass(mutator => mutator), _pass.Log, default, reporter.Take);
        await reporter.ReportAsync(Ended(result), default);

        Assert.Equal(before, Tree.Of(_store.Root, withDirectoryTimes: true));
        Assert.True(reporter.Latest.Last is { IsDryRun: true, Account.Counts.TagsEvicted: > 0, Account.Counts.BytesFreed: > 0 });
        Assert.Equal(0, reporter.Latest.Totals.TagsEvicted);
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_is_a_line_in_the_log()
    {
        TempStore.Write(_store.Layout.Reports, "a file in the directory's place");
        Directory.CreateDirectory(_store.Layout.History);

        await RunAsync(Reporter());

        Assert.Equal(2, _pass.Log.Events.Count(e => e is { Id: 2401, Level: Microsoft.Extensions.Logging.LogLevel.Warning }));
    }

    [Fact]
    public async Task A_pass_that_failed_before_its_end_is_reported_with_its_reason()
    {
        Directory.CreateDirectory(_store.Layout.Own);
        await Reporter().ReportAsync(Ended(new PassResult.Failed("the disk is on fire")), default);

        using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(_store.Layout.Reports))));
        Assert.Equal("failed", report.RootElement.GetProperty("result").GetString());
        Assert.Equal("the disk is on fire", report.RootElement.GetProperty("why").GetString());
        Assert.Equal(JsonValueKind.Null, report.RootElement.GetProperty("counts").ValueKind);
    }

    [Fact]
    public async Task A_store_that_is_away_gets_no_directory_in_its_place()
    {
        TempStore.Damage(_store.Root);

        await Reporter().ReportAsync(Ended(new PassResult.Failed("the store is away")), default);

        Assert.False(Directory.Exists(_store.Root));
        Assert.Equal(2, _pass.Log.Events.Count(e => e.Id == 2401));
        Directory.CreateDirectory(_store.Root); // for the tidying up
    }

    [Fact]
    public async Task A_pass_that_found_another_janitor_at_work_counts_and_leaves_nothing()
    {
        var reporter = Reporter();

        await reporter.ReportAsync(Ended(new PassResult.Busy("somebody")), default);

        Assert.Equal(1, reporter.Latest.Totals.Busy);
        Assert.Null(reporter.Latest.Last);
        Assert.False(Directory.Exists(_store.Layout.Own));
    }

    [Fact]
    public async Task The_history_outlives_the_process_and_is_bounded()
    {
        Directory.CreateDirectory(_store.Layout.Own);
        PassHistory.Write(_store.Layout, Enumerable.Range(0, 1200).Select(i => new HistoryEntry(TempStore.Minute(i), i != 1199, i, 0, null)));

        var reporter = Reporter();
        Assert.Equal(PassHistory.Longest, reporter.Latest.History.Length);
        Assert.Equal(TempStore.Minute(1198), reporter.Latest.LastSuccessAt);
        await RunAsync(reporter);

        var history = PassHistory.Read(_store.Layout);
        Assert.Equal(PassHistory.Longest, history.Length);
        Assert.Equal<HistoryEntry>(reporter.Latest.History, history);
        Assert.Equal(TempStore.Minute(201), history[0].EndedAt);
    }

    [Theory]
    [InlineData("no history at all")]
    [InlineData("{\"endedAt\":\"2026-11-20T10:00:00+00:00\"}")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_damaged_history_is_a_warning_and_begun_anew(string damage)
    {
        TempStore.Write(_store.Layout.History, damage);
        var reporter = Reporter();

        await RunAsync(reporter);

        Assert.Single(PassHistory.Read(_store.Layout));
        Assert.Equal(damage.Length > 0, _pass.Log.Events.Any(e => e is { Id: 2402, Level: Microsoft.Extensions.Logging.LogLevel.Warning }));
    }

    [Fact]
    public async Task What_can_be_restored_is_known_after_the_pass_that_evicted_it()
    {
        _pass.Settings = _pass.Settings with { Undo = TimeSpan.FromDays(1) };
        var reporter = Reporter();

        await RunAsync(reporter);

        Assert.Contains(reporter.Latest.Restorable, tag => tag is { Repository.Value: "team/app", Tag.Tag.Value: "v2" });
        Assert.All(reporter.Latest.Restorable, tag => Assert.Equal(_pass.Clock.GetUtcNow().AddDays(1), tag.Until));
    }

    private PassReporter Reporter() => new(_pass.Settings, "1.4.0", _ => Task.FromResult<StoreUsage?>(SampleStatus.Usage), _pass.Clock, _pass.Log);

    private EndedPass Ended(PassResult result) => new(_pass.Clock.GetUtcNow(), TimeSpan.FromSeconds(2), result);

    private async Task RunAsync(PassReporter reporter)
    {
        var result = await new Pass(_pass.Settings, new RegistryCollector("none", _pass.ConfigurationFile, TimeProvider.System, _pass.Log), _pass.Clock, _pass.Log)
        {
            Reporting = reporter.Take,
        }.RunAsync(CancellationToken.None);
        Assert.Equal(new PassResult.Succeeded(), result);
        await reporter.ReportAsync(Ended(result), default);
    }
}
