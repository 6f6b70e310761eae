using System.Text.Json;

namespace RegistryJanitor.Integration.Tests.Lifecycle;

/// <summary>What people bring from imglife: the configuration of its guide for base images, all of its commands, and again.</summary>
public sealed class PagesFileTests(ITestOutputHelper output)
{
    private const string Alpine = "3.21.3-core1.0.0";
    private const string Golang = "1.22.3-alpine3.21-core1.0.0";

    [ToolFact("TEST_BUILDAH")]
    public async Task The_pages_file_runs_whole_and_a_second_time_changes_nothing_and_copies_no_byte()
    {
        await using var stage = await PageStage.SetAsync(output);
        (await stage.RunAsync("sync")).Expect(0, "library/alpine", "3 copied", "library/golang", "2 copied").Lacks("3.18.9: is not");
        (await stage.RunAsync("build")).Expect(0, "asked for alpine-", "asked for golang-");
        await stage.BuildAsync();
        (await stage.RunAsync("build")).Expect(0, $"/bases/alpine:{Alpine}: joined", $"/bases/golang:{Golang}: joined");
        (await stage.RunAsync("eol", "update")).Expect(0, "eol-data.yaml is written");
        (await stage.RunAsync("status", "--output", "README.md")).Expect(0);
        (await stage.RunAsync("cleanup", "--list")).Expect(0, "nothing was changed");
        var alpine = PageStage.Base("alpine 3.21.3").Digest;
        Assert.Equal($"{alpine}", await stage.BaseOfAsync("alpine", Alpine));
        Assert.Equal($"{PageStage.Base("golang 1.22.3-alpine3.21").Digest}", await stage.BaseOfAsync("golang", Golang));
        var (files, readme) = (stage.Files(), stage.Readme);
        foreach (var words in (string[])["3.21.3", "2099-11-01", "Expired", alpine.Hex[..12], "Contact `#platform-images` for questions."])
            Assert.Contains(words, readme, StringComparison.Ordinal);

        stage.Environment["LIFECYCLE_SKOPEO_BIN"] = "/nonexistent/skopeo";
        (await stage.RunAsync("sync")).Expect(0, "3 kept", "2 kept").Lacks("copied ");
        (await stage.RunAsync("build")).Expect(0, "nothing changed since").Lacks("asked for").Lacks("joined");
        (await stage.RunAsync("eol", "update")).Expect(0, "eol-data.yaml is as it was");
        (await stage.RunAsync("status", "--output", "README.md")).Expect(0);
        (await stage.RunAsync("cleanup", "--list")).Expect(0, "nothing was changed");

        Assert.Equal(files, stage.Files());
        Assert.Equal(readme, stage.Readme);
    }

    [ToolFact("TEST_BUILDAH")]
    public async Task A_base_that_moves_upstream_is_copied_and_what_is_built_from_it_is_built_once_by_the_schedule()
    {
        await using var stage = await PageStage.SetAsync(output, "\nschedule: { sync: '0 6 * * *', build: '0 6 * * *', eol_update: '0 6 * * *', status: '0 6 * * *' }\n");
        stage.Environment["LIFECYCLE_INTERVAL_SECS"] = "1";
        await ScheduleAsync(stage, $"/bases/alpine:{Alpine}", $"/bases/golang:{Golang}");
        Assert.Equal(4, stage.Results);
        var golang = await stage.BaseOfAsync("golang", Golang);
        var moved = PageStage.Base("alpine 3.21.3, mended");
        await stage.Source.PushAsync(moved, "library/alpine", "3.21.3");

        // First the copy alone: what is built from it is told to be behind.
        (await stage.RunAsync("sync")).Expect(0, "1 copied, 2 kept");
        Assert.Equal((true, false), (await IsBehindAsync(stage, "alpine"), await IsBehindAsync(stage, "golang")));

        await ScheduleAsync(stage, $"/bases/alpine:{Alpine}");
        Assert.Equal(6, stage.Results);
        Assert.Equal((false, false), (await IsBehindAsync(stage, "alpine"), await IsBehindAsync(stage, "golang")));
        Assert.Equal(($"{moved.Digest}", golang), (await stage.BaseOfAsync("alpine", Alpine), await stage.BaseOfAsync("golang", Golang)));
        Assert.Contains(moved.Digest.Hex[..12], await File.ReadAllTextAsync(stage.Folder["data/status/README.md"]), StringComparison.Ordinal);
        (await stage.RunAsync("build")).Expect(0, "nothing changed since").Lacks("asked for");
        Assert.Equal("||", stage.Unfinished);
    }

    /// <summary>The daemon, as it comes back after it has missed the times of its schedule, until these images are joined.</summary>
    private static async Task ScheduleAsync(PageStage stage, params string[] joined)
    {
        stage.Write("data/state/schedule.json", $$"""
            {"schema": 1, "commands": [{{string.Join(", ", ((string[])["sync", "build", "eol_update", "status"]).Select(command => $$"""{"command": "{{command}}", "counts_from": "2026-11-01T00:00:00Z", "sentence": ""}"""))}}]}
            """);
        await using var runner = stage.Runner();
        await using var daemon = stage.Start("daemon");
        await daemon.SaysAsync("status ended well", TimeSpan.FromMinutes(2));
        foreach (var image in joined)
            await daemon.SaysAsync($"{image}: joined linux/amd64", TimeSpan.FromMinutes(2));
        daemon.Signal(StartedProgram.SigTerm);
        (await daemon.ExitAsync()).Expect(0, "sync begins", "build begins", "eol_update begins", "which was missed", "status ended well");
        runner.Signal(StartedProgram.SigTerm);
        (await runner.ExitAsync()).Expect(0);
    }

    private static async Task<bool> IsBehindAsync(PageStage stage, string image) =>
        (await stage.StatusAsync()).GetProperty("images").EnumerateArray().Single(one => one.GetProperty("name").ValueEquals(image)).GetProperty("has_moved").GetBoolean();
}
