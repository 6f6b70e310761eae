using System.Text.Json;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Commands;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Checking;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Tests.EndOfLife.Support;
using RegistryJanitor.Lifecycle.Tests.Support;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Tests.EndOfLife;

public sealed class EndOfLifeCheckTests
{
    private const string Data = """
        golang:
          - {cycle: '1.27', eol: false, latest: 1.27.0}
          - {cycle: '1.22', eol: 2025-02-11, latest: 1.22.12}
        alpine:
          - {cycle: '3.22', eol: 2027-05-01, latest: 3.22.5}
          - {cycle: '3.21', eol: 2026-12-10, latest: 3.21.7}
          - {cycle: '3.20', eol: 2027-01-10, latest: 3.20.9}
        """;

    [Fact]
    public async Task The_table_is_like_this()
    {
        using var stage = Stage();
        Assert.Equal(ExitCode.Failed, await stage.RunAsync("check"));
        Golden.Matches("check.txt", stage.Out);
    }

    [Theory]
    [InlineData("3.22.5", ExitCode.Success, ExitCode.Success, ExitCode.Success)]
    [InlineData("3.20.9", ExitCode.Success, ExitCode.Failed, ExitCode.Success)]
    [InlineData("3.21.3", ExitCode.Failed, ExitCode.Failed, ExitCode.Success)]
    [InlineData("edge", ExitCode.Failed, ExitCode.Failed, ExitCode.Success)]
    public async Task What_is_critical_or_unknown_fails_and_strictness_decides_the_rest(string tag, ExitCode normal, ExitCode strict, ExitCode warn)
    {
        using var stage = new EolStage();
        stage.WriteData(Data);
        stage.File = stage.File with { Sync = new SyncSection([EolStage.Mirror("alpine", tag)], []) };

        Assert.Equal((normal, strict, warn), (await stage.RunAsync("check"), await stage.RunAsync("check", "--strict"), await stage.RunAsync("check", "--warn")));
    }

    [Fact]
    public async Task An_entry_without_a_tag_of_its_own_is_judged_by_what_sync_has_copied()
    {
        using var stage = new EolStage();
        stage.WriteData(Data);
        var entry = EolStage.Mirror("alpine", "1.0") with { Tags = new TagSelection.Matching(TagExpression.Read(@"^3\.").Expression!) };
        stage.File = stage.File with { Sync = new SyncSection([entry], []) };
        Assert.Equal(ExitCode.Failed, await stage.RunAsync("check"));
        Assert.Contains("run lifecycle sync", stage.Out, StringComparison.Ordinal);

        SyncStateFile.Write(stage.Settings.DataDirectory, new SyncState
        {
            Entries = [new SyncEntryRecord(entry.Source.Name, entry.Target.Name) { Tags = [new TagRecord("3.22.5") { TargetDigest = "sha256:0" }, new TagRecord("3.21.7")] }],
        });
        Assert.Equal(ExitCode.Success, await stage.RunAsync("check"));
        Assert.Contains("3.22.5", stage.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("3.21.7", stage.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_read_the_same()
    {
        using var stage = Stage();
        Assert.Equal(ExitCode.Failed, await stage.RunAsync("check", "--output", "json"));
        using var document = JsonDocument.Parse(stage.Out);
        var images = document.RootElement.GetProperty("images");

        Assert.True(document.RootElement.GetProperty("failed").GetBoolean());
        Assert.Equal(stage.File.Sync.Entries.Count + stage.File.Images.Count, images.GetArrayLength());
        Assert.Equal(("critical", "3.21", "2026-12-10", 20), (images[0].GetProperty("state").GetString(), images[0].GetProperty("cycle").GetString(), images[0].GetProperty("eol_date").GetString(), images[0].GetProperty("days_left").GetInt32()));
    }

    [Fact]
    public async Task Without_a_data_file_the_bundle_judges_and_says_so()
    {
        using var stage = new EolStage();
        stage.File = stage.File with { Sync = new SyncSection([EolStage.Mirror("alpine", "3.23.1")], []) };

        Assert.Equal(ExitCode.Success, await stage.RunAsync("check"));
        Assert.Contains("bundled\n", stage.Out, StringComparison.Ordinal);
        Assert.Contains("alpine is judged by what is bundled, of 2026-08-22; run lifecycle eol update.\n", stage.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker.io/library/golang:1.27.0", "golang:1.27.0", "ok", true, "")]
    [InlineData("golang:1.27", "golang:1.27", "ok", null, "")]
    [InlineData("localhost:5000/mirrors/golang:1.22.3-alpine3.21", "", "expired", false, "go 1.22 ended on 2025-02-11, 647 days ago; go 1.22.12 is out")]
    public async Task One_base_is_checked_as_imglife_does(string image, string shown, string status, bool? upToDate, string warnings)
    {
        using var stage = Stage();
        var code = await stage.RunAsync("check", "--base", image, "--output", "json");
        using var document = JsonDocument.Parse(stage.Out);
        var root = document.RootElement;

        Assert.Equal(status is "ok" ? ExitCode.Success : ExitCode.Failed, code);
        Assert.Contains(shown, root.GetProperty("base").GetString(), StringComparison.Ordinal);
        Assert.Equal(status, root.GetProperty("eol_status").GetString());
        Assert.Equal(upToDate, root.GetProperty("up_to_date").ValueKind is JsonValueKind.Null ? null : root.GetProperty("up_to_date").GetBoolean());
        Assert.Equal(warnings, string.Join("; ", root.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString())));
    }

    [Fact]
    public async Task A_base_is_told_to_people_in_one_sentence()
    {
        using var stage = Stage();
        Assert.Equal(ExitCode.Failed, await stage.RunAsync("check", "--base", "alpine:3.21.3", "--strict"));
        Assert.Equal("docker.io/library/alpine:3.21.3: critical, alpine 3.21 ends on 2026-12-10, in 20 days.\nalpine 3.21.7 is out.\n", stage.Out);
    }

    [Theory]
    [InlineData("--base: 'docker.io/library/alpine' has no tag", "check", "--base", "alpine")]
    [InlineData("--base: no entry with a section lifecycle names docker.io/library/busybox", "check", "--base", "busybox:1")]
    [InlineData("--base: 'UP:1' has upper-case letters", "check", "--base", "UP:1")]
    [InlineData("eol check takes no '--base' as it stands", "check", "--base")]
    [InlineData("eol check takes no '--output' as it stands", "check", "--output", "xml")]
    [InlineData("eol check is strict, or it warns, not both", "check", "--strict", "--warn")]
    [InlineData("eol does not say what")]
    [InlineData("eol knows no 'notify'", "notify")]
    public async Task What_check_does_not_take_is_refused(string words, params string[] arguments)
    {
        using var stage = Stage();
        Assert.Equal(ExitCode.Usage, await stage.RunAsync(arguments));
        Assert.StartsWith($"lifecycle: {words}", stage.Err, StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_that_are_copied_are_a_row_each()
    {
        using var stage = Stage();
        var rows = WatchList.Of(stage.File, entry => entry.Tags is TagSelection.Matching ? ["3.22.5", "3.21.7"] : []);
        Assert.Equal(["3.22.5", "3.21.7"], rows.Where(row => row.Name.EndsWith("matching", StringComparison.Ordinal)).Select(row => row.Tag), StringComparer.Ordinal);
    }

    [Fact]
    public void Products_are_asked_for_once() => Assert.Equal(["alpine", "go"], Products());

    private static IReadOnlyList<string> Products()
    {
        using var stage = Stage();
        return WatchList.Products(WatchList.Of(stage.File, _ => []));
    }

    private static EolStage Stage()
    {
        var stage = new EolStage();
        stage.WriteData(Data);
        var golang = new SyncEntry(EolStage.Image("golang"), new TagSelection.One(Tag.Parse("1.27.0")), EolStage.Image("registry:5000/mirrors/golang")) { Cycle = EolStage.Rule("go") };
        stage.File = stage.File with
        {
            Registry = new RegistrySection { Own = ["registry:5000", "localhost:5000"] },
            Sync = new SyncSection(
            [
                EolStage.Mirror("alpine", "3.21.3"),
                golang,
                new SyncEntry(EolStage.Image("alpine"), new TagSelection.Matching(TagExpression.Read(@"^3\.").Expression!), EolStage.Image("registry:5000/mirrors/matching")) { Cycle = EolStage.Rule("alpine") },
                new SyncEntry(EolStage.Image("busybox"), new TagSelection.One(Tag.Parse("1")), EolStage.Image("registry:5000/mirrors/busybox")),
            ], []),
            Images =
            [
                new ImageEntry("alpine", "images/alpine", ImageType.Core, EolStage.Image("localhost:5000/mirrors/alpine")) { MirrorTag = Tag.Parse("3.20.3"), Version = "3.20.3" },
                new ImageEntry("golang", "images/golang", ImageType.Spe, EolStage.Image("registry:5000/mirrors/golang")) { MirrorTag = Tag.Parse("1.22.3-alpine3.21") },
                new ImageEntry("edge", "images/edge", ImageType.Core, EolStage.Image("registry:5000/mirrors/alpine")) { MirrorTag = Tag.Parse("edge") },
                new ImageEntry("newest", "images/newest", ImageType.Core, EolStage.Image("registry:5000/mirrors/alpine")),
                new ImageEntry("toys", "images/toys", ImageType.SpeDev, EolStage.Image("registry:5000/mirrors/alpine")) { MirrorTag = Tag.Parse("3.20.3") },
            ],
        };
        return stage;
    }
}
