namespace RegistryJanitor.Integration.Tests;

public sealed class NothingChangesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_plan_says_what_goes_and_why_and_changes_no_byte_and_no_time()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("team/app", 4);
        var before = stage.Store.Snapshot(times: true);

        var plan = stage.Told(await stage.Janitor.RunAsync("plan")).Expect(0);

        Assert.Equal("", StoreTree.Difference(before, stage.Store.Snapshot(times: true)));
        var lines = plan.StandardOutput.Split('\n');
        Assert.Contains(lines, line => Says(line, "team/app", "v4", "keep", "newest 2, number 1"));
        Assert.Contains(lines, line => Says(line, "team/app", "v3", "keep", "newest 2, number 2"));
        Assert.Contains(lines, line => Says(line, "team/app", "v2", "evict", "beyond the newest 2, number 3"));
        Assert.Contains(lines, line => Says(line, "team/app", "v1", "evict", "beyond the newest 2, number 4"));
        Assert.Contains(lines, line => Says(line, "team/app", $"@{versions[0].Digest}", "remove"));
        Assert.DoesNotContain(lines, line => Says(line, "team/app", $"@{versions[2].Digest}", "remove"));
        Assert.Contains(lines, line => Says(line, "2 would be evicted", "2 manifests removed"));
    }

    [Fact]
    public async Task A_dry_run_says_what_goes_and_why_and_changes_no_byte_and_no_time()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("team/app", 4);
        var before = stage.Store.Snapshot(times: true);

        var run = stage.Told(await stage.Janitor.With("DRY_RUN", "true").OnceAsync()).Expect(0);

        Assert.Equal("", StoreTree.Difference(before, stage.Store.Snapshot(times: true)));
        run.Expect(
            0,
            "would evict team/app:v2",
            "beyond the newest 2, number 3",
            "would evict team/app:v1",
            $"would remove manifest team/app@{versions[0].Digest}",
            "would evict 2 of 4 tags, remove 2 manifests and collect 6 blobs");
        run.Lacks("team/app:v3").Lacks("team/app:v4");
    }

    [Fact]
    public async Task What_the_plan_printed_is_what_the_pass_does()
    {
        await using var stage = await Stage.SetAsync(output);
        await stage.PushVersionsAsync("app", 4);
        await stage.Client.PushAsync(Sample.BuildKit("built"), "app", "v0");

        var plan = stage.Told(await stage.Janitor.RunAsync("plan")).Expect(0).StandardOutput.Split('\n');
        var pass = await stage.PassAsync();

        var planned = plan.Where(line => Says(line, "app", "evict")).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])
            .Concat(plan.Where(line => Says(line, "app", "remove ")).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        var done = pass.Output.Split('\n').Where(line => Says(line, " evicted app:")).Select(line => Between(line, "app:", ","))
            .Concat(pass.Output.Split('\n').Where(line => Says(line, " removed manifest app@")).Select(line => "@" + Between(line, "app@", ": ")));
        Assert.Equal(planned.Order(StringComparer.Ordinal), done.Order(StringComparer.Ordinal));
    }

    private static bool Says(string line, params string[] words) => Array.TrueForAll(words, word => line.Contains(word, StringComparison.Ordinal));

    private static string Between(string line, string left, string right) =>
        line[(line.IndexOf(left, StringComparison.Ordinal) + left.Length)..].Split(right)[0];
}
