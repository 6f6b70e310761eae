using System.Diagnostics;
using System.Text.Json;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Status.Json;
using RegistryJanitor.Lifecycle.Tests.Status.Support;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Status;

public sealed class StatusCommandTests : IDisposable
{
    private readonly StatusStage _stage = new StatusStage().Filled();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task The_Markdown_stands_in_its_file_and_the_page_beside_it()
    {
        Assert.Equal(ExitCode.Success, await _stage.RunAsync("--output", _stage["README.md"]));
        var first = File.ReadAllBytes(_stage["README.md"]);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(_stage["status.html"]), StringComparison.Ordinal);
        Assert.Equal("", _stage.Out);

        _stage.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(ExitCode.Success, await _stage.RunAsync($"--output={_stage["README.md"]}"));
        Assert.Equal(first, File.ReadAllBytes(_stage["README.md"]));
    }

    [Fact]
    public async Task No_page_is_written_where_none_is_wanted()
    {
        Assert.Equal(ExitCode.Success, await _stage.RunAsync("--output", _stage["README.md"], "--no-html"));

        Assert.True(File.Exists(_stage["README.md"]));
        Assert.False(File.Exists(_stage["status.html"]));
    }

    [Fact]
    public async Task A_named_pipe_holds_nobody_up()
    {
        using (var made = Process.Start("mkfifo", [_stage["mirrors/pipe.state.json"]]))
            await made.WaitForExitAsync();

        // On a thread of its own, so that a test that fails ends.
        var report = await Task.Run(_stage.GatherAsync).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("unreadable", report.Mirrors.Single(mirror => mirror.Name is "pipe").Outcome);
    }

    [Fact]
    public async Task The_page_does_not_take_the_place_of_the_Markdown()
    {
        Assert.Equal(ExitCode.Usage, await _stage.RunAsync("--output", _stage["status.html"]));
        Assert.False(File.Exists(_stage["status.html"]));

        Assert.Equal(ExitCode.Success, await _stage.RunAsync("--output", _stage["status.html"], "--no-html"));
    }

    [Fact]
    public async Task A_README_by_hand_stays_and_no_page_is_written_beside_it()
    {
        _stage.Write("README.md", "# By hand\n");

        Assert.Equal(ExitCode.Usage, await _stage.RunAsync("--output", _stage["README.md"]));
        Assert.Equal("# By hand\n", File.ReadAllText(_stage["README.md"]));
        Assert.False(File.Exists(_stage["status.html"]));
        Assert.StartsWith("lifecycle: FOLDER/README.md is there and has no place for the report; ", _stage.Err, StringComparison.Ordinal);
        Assert.Single(_stage.Err.Split('\n', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCode.Success, await _stage.RunAsync("--output", _stage["README.md"], "--replace"));
        Assert.DoesNotContain("By hand", File.ReadAllText(_stage["README.md"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--json", "--html")]
    [InlineData("--json", "--output", "x")]
    [InlineData("--no-html")]
    [InlineData("--replace")]
    [InlineData("--output")]
    [InlineData("README.md")]
    public async Task Words_that_do_not_go_together_are_refused(params string[] words)
    {
        Assert.Equal(ExitCode.Usage, await _stage.RunAsync(words));
        Assert.Contains("write lifecycle status [--output FILE", _stage.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_reads_whole_digests_ages_and_what_moved()
    {
        Assert.Equal(ExitCode.Success, await _stage.RunAsync("--json"));
        using var document = JsonDocument.Parse(_stage.Out);
        var root = document.RootElement;

        Assert.Equal(1, root.GetProperty("schema").GetInt32());
        Assert.Equal(_stage.Clock.GetUtcNow(), root.GetProperty("now").GetDateTimeOffset());
        var newest = root.GetProperty("base_images")[0];
        Assert.Equal((StatusStage.Digest('a'), 6), (newest.GetProperty("digest").GetString(), newest.GetProperty("age_days").GetInt32()));
        var images = root.GetProperty("images").EnumerateArray().ToDictionary(image => image.GetProperty("name").GetString()!, StringComparer.Ordinal);
        Lists.Same(["alpine", "app", "tools"], images.Keys.Order(StringComparer.Ordinal));
        Assert.True(images["alpine"].GetProperty("has_moved").GetBoolean());
        Assert.False(images["tools"].GetProperty("has_moved").GetBoolean());
        Assert.Equal("failed", images["tools"].GetProperty("state").GetString());
        Assert.Equal((1, 1, 3), (root.GetProperty("builds").GetProperty("waiting").GetInt32(), root.GetProperty("builds").GetProperty("building").GetInt32(), root.GetProperty("builds").GetProperty("results").GetInt32()));
        Assert.Equal("not-asked", root.GetProperty("janitor").GetProperty("state").GetString());
        using var told = JsonDocument.Parse(StatusJson.Text(await _stage.GatherAsync()));
        Assert.Equal(3_435_973_836, told.RootElement.GetProperty("janitor").GetProperty("status").GetProperty("last_reclaim").GetProperty("bytes_reclaimed").GetInt64());
    }

    [Fact]
    public async Task A_base_that_is_copied_anew_shows_what_is_to_be_rebuilt_and_nothing_else()
    {
        var state = SyncStateFile.Read(_stage.Settings.DataDirectory);
        SyncStateFile.Write(_stage.Settings.DataDirectory, state with
        {
            Entries = [.. state.Entries.Select(entry => entry with { Tags = [.. entry.Tags.Select(tag => tag.Tag is "3.23.2" ? tag with { TargetDigest = StatusStage.Digest('9') } : tag)] })],
        });

        var images = (await _stage.GatherAsync()).Images;

        Lists.Same(["tools"], images.Where(image => image.From.HasMoved).Select(image => image.Name));
    }

    [Fact]
    public async Task Signatures_beside_an_image_are_no_images()
    {
        var before = (await _stage.GatherAsync()).Copies.Count;
        var state = SyncStateFile.Read(_stage.Settings.DataDirectory);
        SyncStateFile.Write(_stage.Settings.DataDirectory, state with
        {
            Entries = [.. state.Entries.Select(entry => entry with { Tags = [.. entry.Tags, new TagRecord($"sha256-{new string('a', 64)}.sig") { Result = "kept", TargetDigest = StatusStage.Digest('5') }] })],
        });

        Assert.Equal(before, (await _stage.GatherAsync()).Copies.Count);
    }

    [Fact]
    public async Task What_cannot_be_understood_is_told_and_nothing_else_suffers()
    {
        var before = await _stage.GatherAsync();
        _stage.Write("eol-data.yaml", "products: [");
        _stage.Write("queue/results/odd.json", "[]");
        _stage.Write("data/builds/app.json", "{");

        var after = await _stage.GatherAsync();

        Assert.Contains(after.Notices, notice => notice.Contains("eol-data.yaml", StringComparison.Ordinal));
        Assert.Contains(after.Work.Last, build => build is { Id: "odd", Status: "ended" });
        Assert.Contains(after.Images, image => image is { Name: "app", Last.Word: "unreadable" });
        Assert.Equal(before.Copies, after.Copies);
        Assert.Equal(before.Mirrors, after.Mirrors);
    }
}
