using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RegistryJanitor.Integration.Tests.Lifecycle;

/// <summary>The report of <c>lifecycle</c>: its daemon serves it, a browser shows it, and a real janitor is asked for what it did.</summary>
public sealed partial class StatusReportTests(ITestOutputHelper output)
{
    private const string Digest = "sha256:4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a";

    [Fact]
    public async Task The_page_the_document_and_the_Markdown_say_what_the_janitor_says()
    {
        await using var stage = await Stage.SetAsync(output);
        await stage.PushVersionsAsync("team/app", 5);
        await using var janitor = await StatusClient.StartAsync(stage.Janitor.With("UNDO_SECS", "0"));
        await using var daemon = await StartAsync(stage.Folder, janitor.Page);
        var freed = StatusClient.Metric(await janitor.TextAsync("metrics"), "janitor_reclaimed_bytes_total");
        Assert.True(freed > 0);

        using var document = JsonDocument.Parse(await daemon.TextAsync("status.json"));
        var told = document.RootElement.GetProperty("janitor");

        Assert.Equal("told", told.GetProperty("state").GetString());
        Assert.Equal(freed, told.GetProperty("status").GetProperty("last_reclaim").GetProperty("bytes_reclaimed").GetInt64());
        Assert.Equal(3, told.GetProperty("status").GetProperty("last_reclaim").GetProperty("tags_evicted").GetInt64());
        Assert.Equal(freed, StatusClient.Figure(await daemon.TextAsync(""), "reclaimed"));
        var environment = Environment(stage.Folder, janitor.Page);
        var markdown = stage.Told(await StartedProgram.RunAsync([.. Tools.Lifecycle, "status"], environment, stage.Folder.Root)).Expect(0).StandardOutput;
        Assert.Contains("; 3 tags went.", markdown, StringComparison.Ordinal);

        janitor.Loop.Signal(StartedProgram.SigTerm);
        stage.Told(await janitor.Loop.ExitAsync(TimeSpan.FromSeconds(10))).Expect(0);
        var without = (await StartedProgram.RunAsync([.. Tools.Lifecycle, "status"], environment, stage.Folder.Root)).Expect(0).StandardOutput;
        Assert.Contains("cannot be asked", without, StringComparison.Ordinal);
        Assert.Equal(markdown[..markdown.IndexOf("## Janitor", StringComparison.Ordinal)], without[..without.IndexOf("## Janitor", StringComparison.Ordinal)]);
    }

    [ToolFact("TEST_CHROMIUM")]
    public async Task A_browser_shows_the_report_whole_at_any_width_light_and_dark_and_has_nothing_to_complain_of()
    {
        using var folder = new Folder();
        await using var daemon = await StartAsync(folder, janitor: null);
        var browser = new Browser(folder);

        var opened = await browser.OpenAsync(daemon.Page);
        var dom = opened.Expect(0).StandardOutput;

        Assert.DoesNotContain("CONSOLE", opened.Output, StringComparison.Ordinal);
        var (code, policy) = await daemon.HeadersAsync("");
        Assert.Equal(HttpStatusCode.OK, code);
        Assert.StartsWith("default-src 'none'; style-src 'unsafe-inline'", policy, StringComparison.Ordinal);
        var json = (await StartedProgram.RunAsync([.. Tools.Lifecycle, "status", "--json"], Environment(folder, janitor: null), folder.Root)).Expect(0).StandardOutput;
        using var document = JsonDocument.Parse(json);
        var days = document.RootElement.GetProperty("base_images").EnumerateArray().Select(image => image.GetProperty("end_of_life").GetProperty("days_left").GetInt32()).ToArray();
        Assert.Equal(2, days.Length);
        Assert.Equal(days, Days().Matches(dom).Select(match => int.Parse(match.Groups["days"].Value, CultureInfo.InvariantCulture)));
        Assert.Equal(document.RootElement.GetProperty("mirrors").GetArrayLength(), StatusClient.Figure(dom, "mirrors-count"));
        Assert.Equal(2, StatusClient.Figure(dom, "watched"));
        var page = await daemon.TextAsync("");
        foreach (var width in (int[])[320, 400, 768, 1400])
        {
            var (light, dark) = (folder[string.Create(CultureInfo.InvariantCulture, $"light-{width}.png")], folder[string.Create(CultureInfo.InvariantCulture, $"dark-{width}.png")]);
            Assert.InRange(await browser.WidthOfAsync(page, width, 1600, light), 200, width);
            Assert.InRange(await browser.WidthOfAsync(page, width, 1600, dark, isDark: true), 200, width);
            Assert.True(new FileInfo(light).Length > 10_000);
            Assert.NotEqual(await File.ReadAllBytesAsync(light), await File.ReadAllBytesAsync(dark));
        }
    }

    [GeneratedRegex("<data value=\"(?<days>-?[0-9]+)\">[0-9]+ days? (left|over)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Days();

    private static Dictionary<string, string> Environment(Folder folder, Uri? janitor)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = folder.Root,
            ["DOTNET_CLI_HOME"] = folder.Root,
            ["LIFECYCLE_CONFIG"] = folder["lifecycle.yaml"],
            ["LIFECYCLE_DATA_DIR"] = folder["lifecycle-data"],
            ["LIFECYCLE_BUILD_DIR"] = folder["builds"],
            ["LIFECYCLE_MIRRORS_DIR"] = folder["mirrors"],
            ["LIFECYCLE_HEALTH_FILE"] = folder["lifecycle-health.json"],
        };
        if (janitor is not null)
            environment["LIFECYCLE_JANITOR_URL"] = janitor.ToString();
        return environment;
    }

    private static async Task<ReportClient> StartAsync(Folder folder, Uri? janitor)
    {
        const string LongName = "registry:5000/mirrors/an-application-with-quite-a-long-name/and-a-component-below-it";
        Write(folder["lifecycle.yaml"], $$"""
            sync:
              entries:
                - { source: docker.io/library/alpine, tag_regex: '.*', target: '{{LongName}}', lifecycle: { product: alpine, extract: minor } }
            builds:
              - { name: app, mirror: app, image: 'registry:5000/mirrors/app' }
            lifecycle: { overrides: [{ product: alpine, cycle: '3.23', eol: 2099-11-01 }, { product: alpine, cycle: '3.12', eol: 2022-05-01 }] }
            status: { client_zone: "<b>Notes</b> of quite some length, {{new string('x', 120)}}" }
            """);
        Write(folder["lifecycle-data/state/sync.json"], $$"""
            { "schema": 1, "entries": [{ "source": "docker.io/library/alpine", "target": "{{LongName}}", "result": "ok", "sentence": "", "tags": [
              { "tag": "3.12.9", "result": "kept", "sentence": "", "target_digest": "{{Digest}}", "created_at": "2021-11-12T00:00:00Z", "created_of": "{{Digest}}" },
              { "tag": "3.23.2", "result": "kept", "sentence": "", "target_digest": "{{Digest}}", "created_at": "2026-01-12T00:00:00Z", "created_of": "{{Digest}}" }] }] }
            """);
        Write(folder["mirrors/app.state.json"], """
            { "schema": 1, "mirror": "app", "upstream": "https://git.example.org/team/app.git", "outcome": "failed", "new": "8f2c1e90b7aa4d53c6e1f0d29b8a7c6e5f4d3c2b",
              "fault": { "code": "credentials-wanted", "cause": "the upstream wants credentials", "cure": "Name them in MIRROR_CREDENTIALS_FILE" }, "changed_at": "2026-01-19T08:15:00Z" }
            """);
        Write(folder["builds/results/app-1.json"], $$"""
            { "schema": 1, "id": "app-1", "image": "{{LongName}}", "status": "failed", "error": "The engine ended with exit code 2; {{new string('y', 200)}}", "pushed": [],
              "runner": "r1", "started_at": "2026-01-19T08:15:00Z", "ended_at": "2026-01-19T08:18:00Z" }
            """);
        return await ReportClient.StartAsync(Environment(folder, janitor), folder.Root);
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
