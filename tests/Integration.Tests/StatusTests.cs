using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace RegistryJanitor.Integration.Tests;

/// <summary>What the static janitor tells of itself by HTTP, and in the store.</summary>
public sealed class StatusTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Page_metrics_report_and_log_say_the_same_of_a_pass()
    {
        await using var stage = await Stage.SetAsync(output);
        await stage.PushVersionsAsync("team/app", 5);
        await using var status = await StatusClient.StartAsync(stage.Janitor.With("UNDO_SECS", "0"));

        var (page, metrics) = (await status.TextAsync(""), await status.TextAsync("metrics"));
        var path = Assert.Single(Directory.GetFiles(Path.Join(stage.Store.Root, "janitor", "reports")));
        using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(path));
        var counts = report.RootElement.GetProperty("counts");

        Assert.Equal(3, counts.GetProperty("tagsEvicted").GetInt32());
        Assert.Equal(3, StatusClient.Metric(metrics, "janitor_tags_evicted_total"));
        Assert.Equal(2, StatusClient.Metric(metrics, "janitor_tags"));
        Assert.Equal(2, StatusClient.Figure(page, "tags"));
        var freed = counts.GetProperty("bytesFreed").GetInt64();
        Assert.True(freed > 0);
        Assert.Equal(freed, StatusClient.Metric(metrics, "janitor_reclaimed_bytes_total"));
        Assert.Equal(freed, StatusClient.Figure(page, "freed"));
        foreach (var tag in report.RootElement.GetProperty("evicted").EnumerateArray())
        {
            Assert.Contains(
                $"evicted team/app:{tag.GetProperty("tag").GetString()}, pushed ", status.Loop.Output, StringComparison.Ordinal);
            Assert.Contains($"it was {tag.GetProperty("digest").GetString()}", status.Loop.Output, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, await status.StatusAsync("healthz"));
        Assert.Equal(HttpStatusCode.NotFound, await status.StatusAsync("etc/passwd"));
        status.Loop.Signal(StartedProgram.SigTerm);
        stage.Told(await status.Loop.ExitAsync(TimeSpan.FromSeconds(10))).Expect(0);
    }

    [Fact]
    public async Task A_dry_run_with_a_page_that_is_read_changes_no_byte_and_no_time()
    {
        await using var stage = await Stage.SetAsync(output);
        await stage.PushVersionsAsync("team/app", 4);
        var before = stage.Store.Snapshot(times: true);

        await using var status = await StatusClient.StartAsync(stage.Janitor.With("DRY_RUN", "true"));
        var page = await status.TextAsync("");

        Assert.Contains("team/app:v1</th>", page, StringComparison.Ordinal);
        Assert.Contains("team/app:v2</th>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("team/app:v3</th>", page, StringComparison.Ordinal);
        Assert.Equal("", StoreTree.Difference(before, stage.Store.Snapshot(times: true)));
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_the_start_with_one_sentence()
    {
        await using var stage = await Stage.SetAsync(output);
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var janitor = stage.Janitor.With("JANITOR_HTTP_PORT", port);

        var refused = stage.Told(await janitor.RunAsync()).Expect(2, $"janitor: port {port} of 127.0.0.1 is taken by another process; set JANITOR_HTTP_PORT");
        Assert.Single(refused.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        stage.Told(await janitor.OnceAsync()).Expect(0).Lacks("http://");
    }

    [ToolFact("TEST_PROMTOOL")]
    public async Task Promtool_finds_nothing_wrong_with_the_metrics_and_the_alerts()
    {
        await using var stage = await Stage.SetAsync(output);
        await stage.PushVersionsAsync("team/app", 3);
        await using var status = await StatusClient.StartAsync(stage.Janitor);
        await File.WriteAllTextAsync(stage.Folder["metrics"], await status.TextAsync("metrics"));
        var open = await status.TextAsync("metrics", "application/openmetrics-text;version=1.0.0");

        stage.Told(await StartedProgram.RunAsync(["sh", "-c", $"exec {Tools.Promtool} check metrics < {stage.Folder["metrics"]}"])).Expect(0).SaysNothing();
        Assert.EndsWith("# EOF\n", open, StringComparison.Ordinal);
        var observe = Path.Join(Tools.Project, "compose", "observe");
        stage.Told(await StartedProgram.RunAsync([Tools.Promtool, "check", "config", Path.Join(observe, "prometheus.yml")])).Expect(0);
        stage.Told(await StartedProgram.RunAsync([Tools.Promtool, "test", "rules", Path.Join(observe, "rules.test.yml")])).Expect(0);
    }

    [Fact]
    public async Task Every_metric_that_a_rule_or_the_dashboard_names_is_one_of_the_janitors()
    {
        await using var stage = await Stage.SetAsync(output);
        await stage.PushVersionsAsync("team/app", 1);
        await using var status = await StatusClient.StartAsync(stage.Janitor);
        var metrics = await status.TextAsync("metrics");
        var observe = Path.Join(Tools.Project, "compose", "observe");
        var named = Directory.GetFiles(observe, "*", SearchOption.AllDirectories).Select(File.ReadAllText)
            .SelectMany(text => text.Split(' ', '(', ')', '{', '[', '"', '\\', '\n', ']'))
            .Where(word => word.StartsWith("janitor_", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);

        foreach (var name in named)
            Assert.Contains($"# TYPE {name} ", metrics, StringComparison.Ordinal);
    }

    [ToolFact("TEST_CHROMIUM")]
    public async Task A_browser_shows_the_page_whole_at_any_width_and_has_nothing_to_complain_of()
    {
        await using var stage = await Stage.SetAsync(output);
        await stage.PushVersionsAsync("team/an-application-with-quite-a-long-name/and-a-component-below-it", 4);
        await stage.PushVersionsAsync("app", 3);
        await using var status = await StatusClient.StartAsync(stage.Janitor.With("UNDO_SECS", "86400"));
        var browser = new Browser(stage.Folder);

        var opened = await browser.OpenAsync(status.Page);
        var dom = opened.Expect(0).StandardOutput;

        Assert.DoesNotContain("CONSOLE", opened.Output, StringComparison.Ordinal);
        var metrics = await status.TextAsync("metrics");
        Assert.Equal(StatusClient.Metric(metrics, "janitor_tags"), StatusClient.Figure(dom, "tags"));
        Assert.Equal(StatusClient.Metric(metrics, "janitor_reclaimed_bytes_total"), StatusClient.Figure(dom, "freed"));
        Assert.Contains("app:v1</th>", dom, StringComparison.Ordinal);
        await SaysWhatLsSaysAsync(dom, stage);
        var page = await status.TextAsync("");
        foreach (var width in (int[])[320, 400, 768, 1400])
        {
            var picture = stage.Folder[string.Create(CultureInfo.InvariantCulture, $"page-{width}.png")];
            Assert.InRange(await browser.WidthOfAsync(page, width, 1600, picture), 200, width);
            Assert.True(new FileInfo(picture).Length > 10_000);
        }
    }

    /// <summary>Every figure about space, and how many there are of everything.</summary>
    private static async Task SaysWhatLsSaysAsync(string dom, Stage stage)
    {
        using var list = JsonDocument.Parse((await stage.Janitor.RunAsync("ls", "--by", "size", "--json")).Expect(0).StandardOutput);
        var store = list.RootElement;
        Assert.Equal([Long(store, "bytes"), Long(store, "blobs"), Long(store, "unreferencedBytes")], StatusClient.Figures(dom, "store")[..3]);
        Assert.Equal([Long(store, "tags"), store.GetProperty("repositories").GetArrayLength()], StatusClient.Figures(dom, "tags")[..2]);
        var rows = store.GetProperty("repositories").EnumerateArray()
            .SelectMany(repository => (long[])[Long(repository, "bytes"), Long(repository, "bytesAlone"), repository.GetProperty("tags").GetArrayLength()]);
        Assert.Equal(rows.ToArray(), StatusClient.Figures(dom, "repositories"));
        Assert.True(Long(store, "bytes") > 0);

        static long Long(JsonElement of, string name) => of.GetProperty(name).GetInt64();
    }
}
