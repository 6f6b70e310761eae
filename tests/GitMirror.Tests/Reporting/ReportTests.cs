using System.Xml.Linq;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Reporting;
using RegistryJanitor.GitMirror.State;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests.Reporting;

public sealed class ReportTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_began = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    private readonly Stage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public void Every_figure_is_there_before_there_is_a_list()
    {
        var metrics = Reporter(PassReport.None("mirrors.yaml")).Metrics();

        Assert.Equal(
            """
            git_mirror_total{mirror="mirrors.yaml"} 0
            git_mirror_skip{mirror="mirrors.yaml"} 0
            git_mirror_fail{mirror="mirrors.yaml"} 0
            git_mirror_timeout{mirror="mirrors.yaml"} 0
            git_mirror_ok{mirror="mirrors.yaml"} 0
            git_mirror_start_time{mirror="mirrors.yaml"} 0
            git_mirror_end_time{mirror="mirrors.yaml"} 0
            git_mirror_list_ok{mirror="mirrors.yaml"} 0

            """,
            Samples(metrics));
    }

    [Fact]
    public async Task Metrics_have_the_names_and_labels_of_bachps_and_more()
    {
        var upstream = _stage.Upstream();
        upstream.Commit("feature", "more");
        _stage.List.Add("{ name: paused, upstream: 'https://example.org/x.git', skip: true }");
        _stage.List.Add($"{{ name: gone, upstream: '{_stage.Server.Url("gone.git")}' }}");
        await _stage.PassAsync();
        var succeeded = _stage.State().SucceededAt!.Value.ToUnixTimeMilliseconds() / 1000.0;
        var (app, paused, gone) = (Mirror("app"), Mirror("paused") with { Skip = true }, Mirror("gone"));
        var reporter = Reporter(new PassReport("mirrors.yaml", new MirrorListing([app, paused, gone], [new UnreadyProject("group/odd", new MirrorFault.NotGit())]), [], Records(
            new MirrorRecord(app, s_began, s_began.AddSeconds(2), null),
            new MirrorRecord(gone, s_began.AddSeconds(1), s_began.AddSeconds(3), new FaultRecord("timed-out", "cause", "cure")))));
        await reporter.ReportAsync(new EndedPass(s_began, TimeSpan.FromSeconds(3), new PassResult.Succeeded()), CancellationToken.None);

        var samples = Samples(reporter.Metrics());

        Assert.Matches("git_mirror_disk_bytes{project=\"app\"} [1-9][0-9]+\n", samples);
        Assert.Equal(
            $$"""
            git_mirror_total{mirror="mirrors.yaml"} 4
            git_mirror_skip{mirror="mirrors.yaml"} 2
            git_mirror_fail{mirror="mirrors.yaml"} 1
            git_mirror_timeout{mirror="mirrors.yaml"} 1
            git_mirror_ok{mirror="mirrors.yaml"} 1
            git_mirror_start_time{mirror="mirrors.yaml"} 1795168800
            git_mirror_end_time{mirror="mirrors.yaml"} 1795168803
            git_mirror_project_start{origin="https://example.org/app.git",destination="app",mirror="mirrors.yaml"} 1795168800
            git_mirror_project_start{origin="https://example.org/gone.git",destination="gone",mirror="mirrors.yaml"} 1795168801
            git_mirror_project_end{origin="https://example.org/app.git",destination="app",mirror="mirrors.yaml"} 1795168802
            git_mirror_project_end{origin="https://example.org/gone.git",destination="gone",mirror="mirrors.yaml"} 1795168803
            git_mirror_last_success_timestamp_seconds{project="app"} {{succeeded.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}}
            git_mirror_last_success_timestamp_seconds{project="paused"} 0
            git_mirror_last_success_timestamp_seconds{project="gone"} 0
            git_mirror_state{project="app",code="ok"} 1
            git_mirror_state{project="paused",code="skipped"} 1
            git_mirror_state{project="gone",code="not-found"} 1
            git_mirror_state{project="group/odd",code="not-git"} 1
            git_mirror_refs{project="app"} 2
            git_mirror_refs{project="paused"} 0
            git_mirror_refs{project="gone"} 0
            git_mirror_failures{project="app"} 0
            git_mirror_failures{project="paused"} 0
            git_mirror_failures{project="gone"} 1
            git_mirror_list_ok{mirror="mirrors.yaml"} 1

            """,
            string.Join('\n', samples.Split('\n').Where(line => !line.StartsWith("git_mirror_disk_bytes", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("https://user:pass@host/app.git", "https://host/app.git")]
    [InlineData("https://token@host:8080/a@b.git?x@y", "https://host:8080/a@b.git?x@y")]
    [InlineData("https://a@b@host/app.git", "https://host/app.git")]
    [InlineData("https://host/app.git", "https://host/app.git")]
    [InlineData("git@host:group/app.git", "host:group/app.git")]
    [InlineData("/etc/git-mirror/mirrors.yaml", "/etc/git-mirror/mirrors.yaml")]
    public void No_label_has_a_user_name_or_a_password(string address, string shown) => Assert.Equal(shown, PublicAddress.Of(address));

    [Fact]
    public async Task A_list_that_could_not_be_had_is_written_down_at_once_and_no_old_report_stays_green()
    {
        var app = Mirror("app");
        var good = new PassReport("mirrors.yaml", new MirrorListing([app], []), [], Records(new MirrorRecord(app, s_began, s_began, null)));
        await Reporter(good).ReportAsync(new EndedPass(s_began, TimeSpan.Zero, new PassResult.Succeeded()), CancellationToken.None);
        Assert.Equal(("1", "0"), (Suite().Attribute("tests")!.Value, Suite().Attribute("errors")!.Value));

        await Reporter(good with { Mistakes = ["the forge answers 401"] })
            .ReportAsync(new EndedPass(s_began, TimeSpan.Zero, new PassResult.Failed("no list") { IsPartial = true }), CancellationToken.None);

        Assert.Equal(("2", "1"), (Suite().Attribute("tests")!.Value, Suite().Attribute("errors")!.Value));
        Assert.Equal("the forge answers 401", Suite().Element("testcase")!.Element("error")!.Attribute("message")!.Value);
        Assert.Contains("git_mirror_list_ok{mirror=\"mirrors.yaml\"} 0\n", await File.ReadAllTextAsync(Files.MetricFile!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_JUnit_report_has_a_case_for_every_project_with_code_cause_and_cure()
    {
        var (app, paused, gone) = (Mirror("app"), Mirror("paused") with { Skip = true }, Mirror("gone"));
        var report = new PassReport("mirrors.yaml", new MirrorListing([app, paused, gone], [new UnreadyProject("group/odd", new MirrorFault.NotGit())]), [], Records(
            new MirrorRecord(app, s_began, s_began.AddSeconds(1.5), null),
            new MirrorRecord(gone, s_began, s_began, new FaultRecord("not-found", "there is no such repository", "check the address"))));

        await Reporter(report).ReportAsync(new EndedPass(s_began, TimeSpan.FromSeconds(2), new PassResult.Failed("1 of 3") { IsPartial = true }), CancellationToken.None);

        Assert.Equal(("Sync Job", "4", "2", "1"), (Suite().Attribute("name")!.Value, Suite().Attribute("tests")!.Value, Suite().Attribute("errors")!.Value, Suite().Attribute("skipped")!.Value));
        var cases = Suite().Elements("testcase").ToDictionary(one => one.Attribute("classname")!.Value, StringComparer.Ordinal);
        Assert.Equal(("https://example.org/app.git -> app", "1.500"), (cases["app"].Attribute("name")!.Value, cases["app"].Attribute("time")!.Value));
        Assert.False(cases["app"].HasElements);
        Assert.NotNull(cases["paused"].Element("skipped"));
        Assert.Equal("not-found", cases["gone"].Element("error")!.Attribute("type")!.Value);
        Assert.Equal("not-found: there is no such repository; check the address.", cases["gone"].Element("error")!.Value);
        Assert.Equal("not-git", cases["group/odd"].Element("error")!.Attribute("type")!.Value);
    }

    [Theory]
    [InlineData("<b> & \"quotes\" ]]>")]
    [InlineData("bell \a, escape \u001b, null \0")]
    [InlineData("half a pair \ud83d and \udc00\ud83d the wrong way")]
    [InlineData("a whole one \U0001F600 and \uFFFE")]
    public async Task The_JUnit_report_is_XML_whatever_a_name_holds(string name)
    {
        var report = PassReport.None(name) with
        {
            Listing = new MirrorListing([], [new UnreadyProject(name, new MirrorFault.GitFailed(name))]),
            Mistakes = [name],
        };

        await Reporter(report).ReportAsync(new EndedPass(s_began, TimeSpan.Zero, new PassResult.Failed(name)), CancellationToken.None);

        Assert.Equal(2, Suite().Elements("testcase").Count());
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_told_with_its_setting_and_the_other_is_written()
    {
        var files = Files with { MetricFile = "/dev/null/metrics.prom" };
        var reporter = new PassReporter(files, () => PassReport.None("mirrors.yaml"), _stage.Layout, _stage.Log);

        await reporter.ReportAsync(new EndedPass(s_began, TimeSpan.Zero, new PassResult.Succeeded()), CancellationToken.None);

        Assert.Contains(_stage.Log.Events, line => line.Id == 3023 && line.Message.EndsWith("in MIRROR_METRIC_FILE.", StringComparison.Ordinal));
        Assert.True(File.Exists(files.JUnitFile));
    }

    [Fact]
    public async Task A_mirror_is_measured_again_only_when_it_changed()
    {
        _stage.Upstream();
        await _stage.PassAsync();
        var sizes = new MirrorSizes(_stage.Layout);
        sizes.Measure(new("app"), s_began);
        var first = sizes.Of(new("app"));

        await File.WriteAllBytesAsync(Path.Join(_stage.Repository(), "more"), new byte[1000]);
        sizes.Measure(new("app"), s_began);
        Assert.Equal(first, sizes.Of(new("app")));
        sizes.Measure(new("app"), s_began.AddSeconds(1));
        Assert.Equal(first + 1000, sizes.Of(new("app")));
        Assert.Null(sizes.Of(new("other")));
    }

    private ReportSettings Files => new(Path.Join(_stage.Folder, "health.json"), Path.Join(_stage.Folder, "metrics.prom"), Path.Join(_stage.Folder, "junit.xml"));

    private PassReporter Reporter(PassReport report) => new(Files, () => report, _stage.Layout, _stage.Log);

    private XElement Suite() => XDocument.Load(Files.JUnitFile!).Root!.Element("testsuite")!;

    private static Mirror Mirror(string name) => new(new MirrorName(name), GitUrl.Read($"https://example.org/{name}.git", new UrlRules(false, false)).Url!, RefPattern.HeadsAndTags);

    private static Dictionary<string, MirrorRecord> Records(params MirrorRecord[] records) => records.ToDictionary(record => record.Mirror.Name.Value, StringComparer.Ordinal);

    private static string Samples(string metrics) => string.Join('\n', metrics.Split('\n').Where(line => !line.StartsWith('#')));
}
