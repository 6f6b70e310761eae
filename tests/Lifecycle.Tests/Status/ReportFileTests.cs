using System.Text;
using RegistryJanitor.Lifecycle.EndOfLife.Judging;
using RegistryJanitor.Lifecycle.Status;
using RegistryJanitor.Lifecycle.Status.Files;
using RegistryJanitor.Lifecycle.Status.Page;

namespace RegistryJanitor.Lifecycle.Tests.Status;

public sealed class ReportFileTests : IDisposable
{
    private const string Report = "A report.\n\n| a | b |\n";

    private readonly Folder _folder = new();

    private string Readme => _folder["README.md"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_file_has_the_report_between_its_lines_and_is_not_touched_when_nothing_changes()
    {
        Assert.Null(ReportFile.Write(Readme, Report, replaces: false));
        Assert.Equal("# Image status\n\n<!-- lifecycle status begin -->\n\nA report.\n\n| a | b |\n\n<!-- lifecycle status end -->\n", File.ReadAllText(Readme));

        File.SetLastWriteTimeUtc(Readme, DateTime.UnixEpoch);
        Assert.Null(ReportFile.Write(Readme, Report, replaces: false));
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(Readme));
        Assert.Equal(["README.md"], _folder.Names);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void What_is_around_the_lines_stays_byte_for_byte(string end)
    {
        byte[] before = [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes($"# Ours{end}"), 0xff, 0xfe, .. Encoding.UTF8.GetBytes($"{end}  {ReportMarkers.Begin} {end}old{end}older{end}{ReportMarkers.End}{end}last line without an end")];
        File.WriteAllBytes(Readme, before);

        Assert.Null(ReportFile.Write(Readme, Report, replaces: true));

        var lines = Report.ReplaceLineEndings(end);
        byte[] expected = [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes($"# Ours{end}"), 0xff, 0xfe, .. Encoding.UTF8.GetBytes($"{end}  {ReportMarkers.Begin} {end}{end}{lines}{end}{ReportMarkers.End}{end}last line without an end")];
        Assert.Equal(expected, File.ReadAllBytes(Readme));
    }

    [Theory]
    [InlineData("BEGIN\nx\n", "no line")]
    [InlineData("x\nEND\n", "no line")]
    [InlineData("END\nBEGIN\n", "before")]
    [InlineData("BEGIN\nBEGIN\nEND\n", "more than once")]
    [InlineData("BEGIN\nEND\nBEGIN\nEND\n", "more than once")]
    public void Lines_that_do_not_pair_are_refused_and_nothing_is_written(string text, string told)
    {
        var before = text.Replace("BEGIN", ReportMarkers.Begin, StringComparison.Ordinal).Replace("END", ReportMarkers.End, StringComparison.Ordinal);
        File.WriteAllText(Readme, before);

        Assert.Contains(told, ReportFile.Write(Readme, Report, replaces: true), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Readme));
    }

    [Fact]
    public void A_file_without_a_place_for_it_is_replaced_only_when_that_is_asked_for()
    {
        File.WriteAllText(Readme, "# By hand\n");

        var refused = ReportFile.Write(Readme, Report, replaces: false);
        Assert.Contains(ReportMarkers.Begin, refused, StringComparison.Ordinal);
        Assert.Contains(ReportMarkers.End, refused, StringComparison.Ordinal);
        Assert.Contains("--replace", refused, StringComparison.Ordinal);
        Assert.Equal("# By hand\n", File.ReadAllText(Readme));

        Assert.Null(ReportFile.Write(Readme, Report, replaces: true));
        Assert.Contains("A report.", File.ReadAllText(Readme), StringComparison.Ordinal);
        Assert.DoesNotContain("By hand", File.ReadAllText(Readme), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_as_good_as_none()
    {
        File.WriteAllText(Readme, " \n");

        Assert.Null(ReportFile.Write(Readme, Report, replaces: false));
        Assert.Contains("A report.", File.ReadAllText(Readme), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_in_a_block_of_code_are_an_example_and_no_place()
    {
        var example = $"```html\n{ReportMarkers.Begin}\n{ReportMarkers.End}\n```\n\n~~~~\n```\n{ReportMarkers.Begin}\n~~~\n{ReportMarkers.End}\n~~~~\n``` no `block`\n";
        File.WriteAllText(Readme, example);

        Assert.Contains("no place for the report", ReportFile.Write(Readme, Report, replaces: false), StringComparison.Ordinal);
        Assert.Equal(example, File.ReadAllText(Readme));

        File.WriteAllText(Readme, $"{example}{ReportMarkers.Begin}\n{ReportMarkers.End}\n{example}");
        Assert.Null(ReportFile.Write(Readme, $"{Report}\n```\nleft open\n", replaces: false));
        Assert.Null(ReportFile.Write(Readme, Report, replaces: false));
        Assert.Equal($"{example}{ReportMarkers.Begin}\n\n{Report}\n{ReportMarkers.End}\n{example}", File.ReadAllText(Readme));
    }

    [Fact]
    public void A_link_stays_a_link_and_a_mode_the_mode_that_it_was()
    {
        Directory.CreateDirectory(_folder["docs"]);
        var real = _folder.File("docs/status.md", $"{ReportMarkers.Begin}\n{ReportMarkers.End}\n");
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        File.SetUnixFileMode(real, mode);
        File.CreateSymbolicLink(Readme, "docs/status.md");

        Assert.Null(ReportFile.Write(Readme, Report, replaces: false));

        Assert.Equal("docs/status.md", new FileInfo(Readme).LinkTarget);
        Assert.Contains("A report.", File.ReadAllText(real), StringComparison.Ordinal);
        Assert.Equal(mode, File.GetUnixFileMode(real));
    }

    [Fact]
    public void A_page_that_is_not_ours_is_replaced_only_when_that_is_asked_for()
    {
        var page = _folder.File("status.html", "<h1>By hand</h1>\n");

        Assert.Contains("is no page of lifecycle", ReportFile.WritePage(page, "x", replaces: false), StringComparison.Ordinal);
        Assert.Equal("<h1>By hand</h1>\n", File.ReadAllText(page));
        var ours = ReportPage.Of(new StatusReport(DateTimeOffset.UnixEpoch, "1", new EndOfLifeThresholds(30, 90)));
        Assert.Null(ReportFile.WritePage(page, ours, replaces: true));
        Assert.Null(ReportFile.WritePage(page, $"{ours}\n", replaces: false));
        Assert.Equal($"{ours}\n", File.ReadAllText(page));
    }

    [Fact]
    public void A_text_of_the_users_that_would_end_the_report_early_is_refused() =>
        Assert.Contains("status.client_zone has a line", ReportFile.Write(Readme, $"{Report}\n{ReportMarkers.End}\n", replaces: true), StringComparison.Ordinal);

    [Fact]
    public void A_folder_that_is_not_there_is_told_with_a_cure() =>
        Assert.Contains("name a file in a directory that is there", ReportFile.Write(_folder["no/README.md"], Report, replaces: false), StringComparison.Ordinal);
}
