using System.Diagnostics;
using System.Globalization;
using RegistryJanitor.Integration.Tests.Builds;

namespace RegistryJanitor.Integration.Tests;

/// <summary>The whole way of a commit, with everything real: mirrored, built, followed by what stands on it, told, shown, kept by the janitor, and pulled.</summary>
[Collection(nameof(Alone))]
public sealed class ChainTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    [ToolFact("TEST_BUILDAH")]
    public async Task A_commit_becomes_an_image_what_stands_on_it_follows_people_are_told_and_all_that_is_kept_pulls()
    {
        using var folder = new Folder();
        using var people = new Webhook();
        await using var upstream = new GitUpstream(folder);
        var page = RegistryProcess.FreePort();
        await using var stack = new MakeStack(output, ImmutableDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ENGINE"] = "host",
            ["HOST_DIR"] = folder["data"],
            ["JANITOR_REGISTRY_BIN"] = Tools.Registry,
            ["COMPOSE_PROFILES"] = "mirror,build,lifecycle",
            ["MIRROR_LIST"] = upstream.List,
            ["MIRROR_ALLOW_HTTP"] = "true",
            ["MIRROR_ALLOW_PRIVATE"] = "true",
            ["MIRROR_INTERVAL_SECS"] = "2",
            ["BUILD_INTERVAL_SECS"] = "1",
            ["LIFECYCLE_CONFIG"] = folder["lifecycle.yaml"],
            ["LIFECYCLE_INTERVAL_SECS"] = "1",
            ["LIFECYCLE_HTTP_PORT"] = page.ToString(CultureInfo.InvariantCulture),
        }));
        upstream.Repository.Write("main", ("Dockerfile", "FROM scratch\nCOPY a /a\n"), ("a", "one"));
        // The other one is asked for at the same time, before what it stands on is there: it follows.
        upstream.Add("service").Write("main", ("Dockerfile", $"FROM 127.0.0.1:{stack.Port}/mirrors/app:latest\nCOPY b /b\n"), ("b", "two"));
        await File.WriteAllTextAsync(folder["lifecycle.yaml"], $$"""
            builds:
              - { name: app, mirror: app, image: mirrors/app }
              - { name: service, mirror: service, image: mirrors/service, tags: [latest] }
            rebuild: { settle_secs: 0, cooldown_secs: 0 }
            notify:
              sinks: [{ webhook: '{{people.Address}}' }]
              events: [build, build_succeeded]
            """);

        (await stack.MakeAsync("up")).Expect(0, "git-mirror runs", "build-runner runs", "lifecycle runs");
        Assert.Equal("one", await FileAsync(stack, folder, "service", "a", "one"));

        var began = Stopwatch.GetTimestamp();
        var second = upstream.Repository.Write("main", ("a", "three"));
        Assert.Equal("three", await FileAsync(stack, folder, "app", "a", "three", $"upstream-{second[..8]}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s from the commit to an image that is pulled"));
        Assert.Equal("three", await FileAsync(stack, folder, "service", "a", "three"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s to the image that stands on it"));

        // Each at the start, and each after the commit.
        await UntilAsync(() => Times("app") >= 2 && Times("service") >= 2, () => people.Told);
        using (var client = new HttpClient())
        {
            var report = await client.GetStringAsync(new Uri($"http://127.0.0.1:{page}/"));
            Assert.Contains($"app-{second[..12]}", report, StringComparison.Ordinal);
            Assert.Contains("service-", report, StringComparison.Ordinal);
        }

        (await stack.MakeAsync("gc", "KEEP_LAST_N=2", "GC_GRACE_SECS=0", "GC_SETTLE_SECS=0")).Expect(0, "evicted 1 tags");
        Assert.Equal("three", await FileAsync(stack, folder, "app", "a", "three"));
        Assert.Equal("three", await FileAsync(stack, folder, "app", "a", "three", $"upstream-{second[..8]}"));
        Assert.Equal("three", await FileAsync(stack, folder, "service", "a", "three"));

        int Times(string image) => people.Told.Split($"\"subject\":\"{image}\"").Length - 1;
    }

    /// <summary>What a file of an image has, once it has what is waited for.</summary>
    private static async Task<string> FileAsync(MakeStack stack, Folder folder, string image, string path, string wanted, string tag = "latest")
    {
        string? last = null;
        await UntilAsync(
            async () =>
            {
                var into = Directory.CreateDirectory(folder[$"pulled-{Guid.NewGuid():N}"]).FullName;
                var exit = await StartedProgram.RunAsync(
                    [Tools.Skopeo, "--insecure-policy", "copy", "--src-tls-verify=false", $"docker://127.0.0.1:{stack.Port}/mirrors/{image}:{tag}", $"dir:{into}"],
                    new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = folder.Root });
                last = exit.Code == 0 ? (await PulledImage.ReadAsync(into)).Files[path] : null;
                return wanted.Equals(last, StringComparison.Ordinal);
            },
            async () => $"{image}:{tag} has {last ?? "not come"}\n{await stack.MakeAsync("builds")}\n{await stack.MakeAsync("mirror-status")}\n{await stack.MakeAsync("lifecycle")}\n{await File.ReadAllTextAsync(folder["data/logs/lifecycle.log"])}");
        return last!;
    }

    private static Task UntilAsync(Func<bool> isSo, Func<string> otherwise) => UntilAsync(() => Task.FromResult(isSo()), () => Task.FromResult(otherwise()));

    private static async Task UntilAsync(Func<Task<bool>> isSo, Func<Task<string>> otherwise)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            if (Stopwatch.GetElapsedTime(began) > s_patience)
                Assert.Fail(await otherwise());
            await Task.Delay(TimeSpan.FromMilliseconds(300));
        }
    }
}
