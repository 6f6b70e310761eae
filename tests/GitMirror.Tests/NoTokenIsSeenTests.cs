using System.Collections.Concurrent;
using System.Net;
using System.Text;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

/// <summary>Everything that a running git-mirror leaves for others to see, searched for its secrets.</summary>
public sealed class NoTokenIsSeenTests : IAsyncLifetime
{
    private const string Secret = "webhook-5ecret+/=";

    private readonly Stage _stage = new();
    private readonly FakeGitLab _forge = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stage.DisposeAsync();
        await _forge.DisposeAsync();
    }

    [Fact]
    public async Task No_file_no_log_no_page_and_no_command_line_shows_a_token()
    {
        foreach (var name in new[] { "app", "refused", "gone" })
        {
            var upstream = new UpstreamRepository(_stage.Server.PathOf($"{name}.git"));
            upstream.Commit("other", "more");
            _forge.Project(name, _stage.Server.Url($"{name}.git"));
        }

        _forge.Projects[1].Role = 20;
        _forge.Projects[2].Description = _stage.Server.Url("never-was.git");
        // A forge that repeats what it was sent.
        _forge.Answer("/api/v4/user", 99, 500, $"you sent {FakeForge.Token}");
        var port = FreePort.Find();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MIRROR_PROVIDER"] = "gitlab",
            ["MIRROR_URL"] = _forge.Url,
            ["MIRROR_GROUP"] = _forge.Group,
            ["MIRROR_TOKEN"] = FakeForge.Token,
            ["MIRROR_WEBHOOK_SECRET"] = Secret,
            ["MIRROR_HTTP_PORT"] = $"{port}",
            ["MIRROR_METRIC_FILE"] = Path.Join(_stage.Folder, "metrics.prom"),
            ["MIRROR_JUNIT_FILE"] = Path.Join(_stage.Folder, "junit.xml"),
            ["MIRROR_INTERVAL_SECS"] = "2",
            ["LOG_LEVEL"] = "debug",
        };
        using var watching = new CancellationTokenSource();
        var seen = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var watch = Task.Run(() => Watch(seen, watching.Token));

        using var daemon = MirrorProcess.Start(_stage, settings);
        var (output, error) = (daemon.StandardOutput.ReadToEndAsync(), daemon.StandardError.ReadToEndAsync());
        while (!File.Exists(settings["MIRROR_JUNIT_FILE"]))
            await Task.Delay(50);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        using (var ask = new HttpRequestMessage(HttpMethod.Post, "sync") { Headers = { { "X-Gitlab-Token", Secret } } })
        using (var answer = await client.SendAsync(ask))
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var pages = await client.GetStringAsync(new Uri("metrics", UriKind.Relative)) + await client.GetStringAsync(new Uri("status", UriKind.Relative)) + await client.GetStringAsync(new Uri("healthz", UriKind.Relative));
        var audit = await MirrorProcess.RunAsync(_stage, settings, "audit", "--repair", "force-push,auto-devops,ci-path,schedule");
        var dry = await MirrorProcess.RunAsync(_stage, settings, "--dry-run");
        var status = await MirrorProcess.RunAsync(_stage, settings, "status");
        daemon.Kill();
        await daemon.WaitForExitAsync();
        await watching.CancelAsync();
        await watch;

        var texts = new List<(string Where, string Text)>
        {
            ("standard output", await output), ("standard error", await error), ("pages", pages), ("audit", $"{audit}"), ("dry run", $"{dry}"), ("status", $"{status}"),
        };
        texts.AddRange(seen.Keys.Select(line => ("command line", line)));
        texts.AddRange(Directory.EnumerateFiles(_stage.Folder, "*", SearchOption.AllDirectories).Select(file => (file, Encoding.Latin1.GetString(File.ReadAllBytes(file)))));
        Assert.Contains(seen.Keys, line => line.Contains("git-remote-http", StringComparison.Ordinal) && line.Contains(_forge.Url, StringComparison.Ordinal));
        Assert.Contains("push-forbidden", pages, StringComparison.Ordinal);
        Assert.Contains($"git_mirror_total{{mirror=\"{_forge.Url}/{_forge.Group}\"}} 3", pages, StringComparison.Ordinal);
        Assert.Equal(_stage.Git("rev-parse", "other"), _forge.Projects[0].Git("rev-parse", "other"));
        var shapes = new[] { FakeForge.Token, Convert.ToBase64String(Encoding.UTF8.GetBytes($"oauth2:{FakeForge.Token}")), Secret, Uri.EscapeDataString(Secret) };
        Assert.All(texts, one => Assert.DoesNotContain(shapes, shape => one.Text.Contains(shape, StringComparison.Ordinal)));
    }

    /// <summary>Command lines of every process of this machine, again and again.</summary>
    private static void Watch(ConcurrentDictionary<string, bool> seen, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var directory in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
            {
                try
                {
                    seen.TryAdd(File.ReadAllText(Path.Join(directory, "cmdline")), true);
                }
                catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
                {
                    // It has ended.
                }
            }
        }
    }
}
