using System.Net;
using System.Text;
using System.Text.Json;
using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Http;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Reporting;
using RegistryJanitor.GitMirror.Tests.Support;
using RegistryJanitor.GitMirror.Waking;
using RegistryJanitor.GitMirror.Web;

namespace RegistryJanitor.GitMirror.Tests.Web;

public sealed class MirrorSiteTests : IAsyncLifetime
{
    private readonly Stage _stage = new();
    private readonly SyncRequests _requests = new(new WakeUp());
    private readonly FakeClock _clock = new();
    private PassReport _report = PassReport.None("mirrors.yaml");
    private string? _secret = "known";

    public Task InitializeAsync()
    {
        Directory.CreateDirectory(_stage.Layout.DataDirectory);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Without_a_secret_a_POST_is_refused_with_the_name_of_the_setting()
    {
        _secret = null;
        await LoadAsync();

        var (status, text) = await PostAsync("/sync/app", "");

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("set MIRROR_WEBHOOK_SECRET or MIRROR_WEBHOOK_SECRET_FILE", text, StringComparison.Ordinal);
        Assert.Empty(_requests.Take().Mirrors);
    }

    [Theory]
    [InlineData("/sync")]
    [InlineData("/sync/app")]
    [InlineData("/sync/nobody")]
    public async Task Who_does_not_know_the_secret_learns_nothing_and_wakes_nobody(string path)
    {
        await LoadAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(path, "guessed")).Status);

        var work = _requests.Take();
        Assert.Empty(work.Mirrors);
        Assert.Null(work.Everything);
        Assert.Contains(_stage.Log.Events, line => line.Id == 3021 && !line.Message.Contains("guessed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_POST_wakes_the_mirror_that_it_names_or_all()
    {
        await LoadAsync();

        Assert.Equal((HttpStatusCode.Accepted, "app has its turn now.\n"), await PostAsync("/sync/app", "known"));
        Assert.Equal([KeyValuePair.Create("app", "webhook")], _requests.Take().Mirrors);

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("/sync", "known")).Status);
        Assert.Equal("webhook", _requests.Take().Everything);
    }

    [Theory]
    [InlineData("/sync/nobody", HttpStatusCode.NotFound)]
    [InlineData("/sync/", HttpStatusCode.MethodNotAllowed)]
    [InlineData("/sync/app/more", HttpStatusCode.MethodNotAllowed)]
    [InlineData("/metrics", HttpStatusCode.MethodNotAllowed)]
    [InlineData("/sync/paused", HttpStatusCode.Conflict)]
    public async Task A_POST_to_anything_else_wakes_nobody(string path, HttpStatusCode expected)
    {
        await LoadAsync();

        Assert.Equal(expected, (await PostAsync(path, "known")).Status);

        Assert.Empty(_requests.Take().Mirrors);
    }

    [Fact]
    public async Task Before_there_is_a_list_nobody_can_be_named()
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync("/sync/app", "known")).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("/sync", "known")).Status);
    }

    [Fact]
    public async Task Healthz_is_503_until_there_is_a_list_and_when_no_pass_comes()
    {
        var began = _clock.GetUtcNow();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync("/healthz")).Status);

        new HealthFile(Settings.Reports.HealthFile).Write(new HealthRecord(began, began, true, null, Settings.Interval, 1));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "there has been no list of mirrors yet\n"), await GetAsync("/healthz"));

        await LoadAsync();
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/healthz")).Status);

        _clock.Advance(2 * Settings.Interval + TimeSpan.FromSeconds(61));
        var (status, text) = await GetAsync("/healthz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.StartsWith("overdue: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_fetch_may_take_as_long_as_its_limit()
    {
        await LoadAsync();
        new HealthFile(Settings.Reports.HealthFile).Write(new HealthRecord(_clock.GetUtcNow(), null, true, null, Settings.Interval, 1));

        _clock.Advance(Settings.Limits.FirstFetch);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/healthz")).Status);
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync("/healthz")).Status);
    }

    [Fact]
    public async Task Status_has_every_mirror_with_its_state_and_every_project_that_is_none()
    {
        var upstream = _stage.Upstream();
        await _stage.PassAsync();
        await LoadAsync();
        _report = _report with { Listing = _report.Listing! with { Unready = [new UnreadyProject("group/odd", new MirrorFault.NotGit())] } };

        var (status, text) = await GetAsync("/status");

        Assert.Equal(HttpStatusCode.OK, status);
        var root = JsonDocument.Parse(text).RootElement;
        var app = root.GetProperty("mirrors")[0];
        Assert.Equal(("app", upstream.Git("rev-parse", "main")), (app.GetProperty("name").GetString(), app.GetProperty("state").GetProperty("new").GetString()));
        Assert.Equal(JsonValueKind.Null, root.GetProperty("mirrors")[1].GetProperty("state").ValueKind);
        Assert.Equal("not-git", root.GetProperty("unready")[0].GetProperty("fault").GetProperty("code").GetString());
        Assert.True(root.GetProperty("list_ok").GetBoolean());
    }

    [Fact]
    public async Task Paths_that_are_not_there_say_which_are()
    {
        var (status, text) = await GetAsync("/");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("There are /metrics, /healthz and /status, and POST /sync and /sync/NAME.\n", text);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await GetAsync("/sync")).Status);
    }

    private MirrorSettings Settings => _stage.Settings with
    {
        Http = new HttpSettings(null, _secret),
        Reports = new ReportSettings(Path.Join(_stage.Layout.DataDirectory, "health.json"), null, null),
    };

    private async Task LoadAsync()
    {
        if (_stage.List.Count == 0)
            _stage.Upstream();
        _stage.List.Add("{ name: paused, upstream: 'https://example.org/x.git', skip: true }");
        await File.WriteAllTextAsync(_stage.Settings.List, $"mirrors: [{string.Join(", ", _stage.List)}]");
        _report = _report with { Listing = await new ListFile(_stage.Settings.List, _stage.Settings.Rules).ListAsync(CancellationToken.None) };
    }

    private Task<(HttpStatusCode Status, string Text)> GetAsync(string path) => AskAsync(new HttpRequest("GET", path, ""));

    private Task<(HttpStatusCode Status, string Text)> PostAsync(string path, string token) => AskAsync(new HttpRequest("POST", path, "")
    {
        Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Gitlab-Token"] = token },
    });

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(HttpRequest request)
    {
        var reporter = new PassReporter(Settings.Reports, () => _report, _stage.Layout, _stage.Log);
        var answer = await new MirrorSite(Settings, reporter, _requests, _clock, _stage.Log).AnswerAsync(request, CancellationToken.None);
        return (answer.Status, Encoding.UTF8.GetString(answer.Body.Span));
    }
}
