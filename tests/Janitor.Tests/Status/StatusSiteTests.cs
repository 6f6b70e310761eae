using System.Net;
using System.Text.Json;
using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Http;
using RegistryJanitor.Status;
using RegistryJanitor.Tests.Support;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Tests.Status;

[Collection(OneAtATime.Collection)]
public sealed class StatusSiteTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly StagedPass _pass;
    private readonly PassReporter _reporter;
    private readonly StatusSite _site;
    private int _previews;

    public StatusSiteTests()
    {
        _pass = new StagedPass(_store);
        Scene.Stage(_store);
        _reporter = new PassReporter(_pass.Settings, "1.4.0", _ => Task.FromResult<StoreUsage?>(SampleStatus.Usage), _pass.Clock, _pass.Log);
        var next = new NextPass(
            _ =>
            {
                _previews++;
                return _pass.PreviewAsync();
            },
            _pass.Clock,
            _pass.Log);
        _site = new StatusSite(_pass.Settings, "1.4.0", "keeps two", _reporter, next, _pass.Clock);
    }

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Metrics_are_text_for_everybody_and_OpenMetrics_for_who_asks()
    {
        var (text, open) = (await AskAsync("/metrics"), await AskAsync("/metrics", "application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1"));

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", text.ContentType);
        Assert.DoesNotContain("# EOF", Body(text), StringComparison.Ordinal);
        Assert.Equal("application/openmetrics-text; version=1.0.0; charset=utf-8", open.ContentType);
        Assert.EndsWith("# EOF\n", Body(open), StringComparison.Ordinal);
        Assert.Contains("# UNIT janitor_reclaimed_bytes bytes\n", Body(open), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_is_who_has_figures()
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync("/readyz")).Status);

        await _reporter.ReportAsync(new EndedPass(_pass.Clock.GetUtcNow(), TimeSpan.Zero, new PassResult.Succeeded()), default);

        Assert.Equal(HttpStatusCode.OK, (await AskAsync("/readyz")).Status);
    }

    [Fact]
    public async Task Health_is_what_the_health_file_says()
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync("/healthz")).Status);

        Tell(new HealthRecord(_pass.Clock.GetUtcNow(), _pass.Clock.GetUtcNow(), Succeeded: true, Failure: null, TimeSpan.FromHours(1), 1));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("/healthz")).Status);

        Tell(new HealthRecord(_pass.Clock.GetUtcNow(), _pass.Clock.GetUtcNow(), Succeeded: false, "on fire", TimeSpan.FromHours(1), 1));
        var failed = await AskAsync("/healthz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.Status);
        Assert.Contains("on fire", Body(failed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_says_what_the_next_pass_would_evict_and_finds_it_out_once_a_minute_at_most()
    {
        for (var i = 0; i < 3; i++)
            Assert.Contains("team/app:v2</th>", Body(await AskAsync("/")), StringComparison.Ordinal);
        Assert.Equal(1, _previews);

        _pass.Clock.Advance(TimeSpan.FromMinutes(1));
        await AskAsync("/");
        Assert.Equal(2, _previews);
    }

    [Fact]
    public async Task While_a_pass_runs_the_page_asks_nothing_of_the_disk()
    {
        Tell(new HealthRecord(_pass.Clock.GetUtcNow(), null, Succeeded: true, Failure: null, TimeSpan.FromHours(1), 1));

        Assert.Contains("A pass has been running since", Body(await AskAsync("/")), StringComparison.Ordinal);
        Assert.Equal(0, _previews);
    }

    [Fact]
    public async Task The_page_forbids_the_browser_everything_but_its_own_style()
    {
        var page = await AskAsync("/");

        Assert.Equal("text/html; charset=utf-8", page.ContentType);
        Assert.StartsWith("Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline';", page.Headers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_reads_what_the_last_pass_did_and_what_the_next_would_do()
    {
        using var before = JsonDocument.Parse(Body(await AskAsync("/status.json")));
        Assert.Equal(JsonValueKind.Null, before.RootElement.GetProperty("lastPass").ValueKind);
        Assert.Equal(JsonValueKind.Null, before.RootElement.GetProperty("lastReclaim").ValueKind);

        _reporter.Take(SampleStatus.Report().Account!);
        await _reporter.ReportAsync(new EndedPass(_pass.Clock.GetUtcNow(), TimeSpan.Zero, new PassResult.Failed("the disk is on fire")), default);
        var answer = await AskAsync("/status.json");
        using var after = JsonDocument.Parse(Body(answer));
        var (root, counts) = (after.RootElement, SampleStatus.Report().Account!.Counts);

        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal(1, root.GetProperty("schema").GetInt32());
        Assert.Equal("the disk is on fire", root.GetProperty("lastPass").GetProperty("why").GetString());
        Assert.Equal(counts.BytesFreed, root.GetProperty("lastReclaim").GetProperty("bytesReclaimed").GetInt64());
        Assert.Equal(counts.TagsEvicted, root.GetProperty("lastReclaim").GetProperty("tagsEvicted").GetInt32());
        var next = root.GetProperty("next");
        Assert.Equal(next.GetProperty("tagsEvicted").GetInt32(), next.GetProperty("tags").GetArrayLength());
        Assert.Contains(next.GetProperty("tags").EnumerateArray(), tag => tag.GetProperty("repository").GetString() is "team/app" && tag.GetProperty("tag").GetString() is "v2");
        Assert.True(root.GetProperty("space").GetProperty("freeBytes").GetInt64() > 0);
    }

    [Theory]
    [InlineData("/metrics/")]
    [InlineData("/../etc/passwd")]
    [InlineData("/favicon.ico")]
    public async Task Any_other_path_is_404(string path) => Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(path)).Status);

    private static string Body(HttpAnswer answer) => System.Text.Encoding.UTF8.GetString(answer.Body.Span);

    private void Tell(HealthRecord record) => new HealthFile(_pass.Settings.HealthFile).Write(record);

    private Task<HttpAnswer> AskAsync(string path, string accept = "") => _site.AnswerAsync(new HttpRequest("GET", path, accept), CancellationToken.None);
}
