namespace RegistryJanitor.Integration.Tests.Lifecycle;

public sealed class CleanupTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Repository = "mirrors/app";

    private readonly Folder _folder = new();
    private RegistryProcess _registry = null!;

    public async Task InitializeAsync()
    {
        foreach (var name in (string[])["store", "data", "home"])
            Directory.CreateDirectory(_folder[name]);
        _registry = await RegistryProcess.StartAsync(_folder["store"]);
    }

    public async Task DisposeAsync()
    {
        output.WriteLine($"the registry's log:\n{_registry.Log}");
        await _registry.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_retention_does_not_keep_is_gone_and_everything_else_is_pulled_whole()
    {
        var image = Enumerable.Range(0, 7).Select(minor => Made($"app {minor}", 200 - minor)).ToArray();
        var (young, child) = (Made("amd64", 100), Made("arm64", 900));
        var index = Sample.Index(young, child);
        var (signature, old) = (Sample.Image("signature of 1.1"), Sample.Image("signature of 1.5"));
        for (var minor = 1; minor <= 5; minor++)
            await PushAsync(image[minor], $"1.{minor}");
        await PushAsync(index, "1.6");
        await PushAsync(child, "1.6-arm64"); // A part of what stays, old as it is.
        await PushAsync(image[2], "stable"); // On the digest of an old version, and pinned.
        await PushAsync(signature, Sample.FallbackTag(image[1], ".sig"));
        await PushAsync(old, Sample.FallbackTag(image[5], ".sig"));
        await PushAsync(Sample.Image("undated"), "undated");
        Configuration(keepLast: 2, "exclude_tags: [stable]");

        var list = (await CleanupAsync()).Expect(0, "would go", "nothing was changed");
        Assert.Equal(list.StandardOutput, (await CleanupAsync("--list")).Expect(0).StandardOutput);
        await _registry.Client.PullsAsync(image[1], Repository, "1.1");
        Assert.False(Directory.Exists(_folder["data/state"]));

        (await CleanupAsync("--apply")).Expect(0, "4 tags of 4 manifests are gone");

        foreach (var tag in (string[])["1.1", "1.3", "1.4", Sample.FallbackTag(image[1], ".sig")])
            await _registry.Client.IsGoneAsync(Repository, tag);
        await _registry.Client.IsGoneAsync(Repository, image[1].Digest.ToString());
        await _registry.Client.PullsAsync(index, Repository, "1.6");
        await _registry.Client.PullsAsync(child, Repository, "1.6-arm64");
        await _registry.Client.PullsAsync(image[5], Repository, "1.5");
        await _registry.Client.PullsAsync(image[2], Repository, "1.2");
        await _registry.Client.PullsAsync(image[2], Repository, "stable");
        await _registry.Client.PullsAsync(old, Repository, Sample.FallbackTag(image[5], ".sig"));
        await _registry.Client.PullsAsync(Sample.Image("undated"), Repository, "undated");
        var skopeo = new Skopeo(_registry.Client, _folder);
        foreach (var tag in (string[])["1.6", "1.5", "1.2", "stable", "1.6-arm64"])
            await skopeo.PullsAsync(Repository, tag);
        await skopeo.IsGoneAsync(Repository, "1.1");

        var record = await File.ReadAllTextAsync(_folder["data/state/cleanup.json"]);
        Assert.Contains(image[1].Digest.ToString(), record, StringComparison.Ordinal);
        Assert.Contains("not made within 30 days", record, StringComparison.Ordinal);
        (await CleanupAsync("--apply")).Expect(0, "0 tags of 0 manifests are gone");
    }

    [Fact]
    public async Task Too_much_our_own_registry_and_a_registry_that_does_not_answer_lose_nothing()
    {
        var images = Enumerable.Range(1, 4).Select(minor => Made($"app {minor}", 200 - minor)).ToArray();
        for (var at = 0; at < images.Length; at++)
            await PushAsync(images[at], $"1.{at + 1}");

        Configuration(keepLast: 1);
        (await CleanupAsync("--apply")).Expect(1, "3 of 4 tags would go, more than retention.max_delete_percent (50) allows", "0 tags");

        Configuration(keepLast: 1, "max_delete_percent: 100", own: true);
        (await CleanupAsync("--apply")).Expect(0, "the janitor", "0 tags");

        foreach (var (image, at) in images.Select((image, at) => (image, at)))
            await _registry.Client.PullsAsync(image, Repository, $"1.{at + 1}");

        Configuration(keepLast: 1, "max_delete_percent: 100", more: "  - {source: example.com/b, tag: '1', target: '127.0.0.1:1/b'}\n");
        (await CleanupAsync("--apply")).Expect(1, "127.0.0.1:1/b: nothing goes", "3 tags of 3 manifests are gone");
        await _registry.Client.PullsAsync(images[3], Repository, "1.4");
    }

    [Fact]
    public async Task A_registry_that_deletes_nothing_is_told_with_the_cure()
    {
        await PushAsync(Made("old", 200), "1.0");
        await PushAsync(Made("new", 2), "1.1");
        await using var closed = await RegistryProcess.StartAsync(_folder["store"], NoDeletion());
        Configuration(keepLast: 1, port: closed.Port);

        (await CleanupAsync("--apply")).Expect(1, "REGISTRY_STORAGE_DELETE_ENABLED=true", "0 tags");

        await closed.Client.PullsAsync(Made("old", 200), Repository, "1.0");
    }

    private static SampleImage Made(string words, int days) => Sample.Dated(words, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(-days));

    private Task PushAsync(SampleImage image, string tag) => _registry.Client.PushAsync(image, Repository, tag);

    private string NoDeletion()
    {
        var configuration = File.ReadAllText(Tools.RegistryConfiguration).Replace("  delete:\n    enabled: true", "  delete:\n    enabled: false", StringComparison.Ordinal);
        Assert.Contains("enabled: false", configuration, StringComparison.Ordinal);
        File.WriteAllText(_folder["closed.yml"], configuration);
        return _folder["closed.yml"];
    }

    private void Configuration(int keepLast, string also = "", bool own = false, string more = "", int? port = null)
    {
        var registry = FormattableString.Invariant($"127.0.0.1:{port ?? _registry.Port}");
        File.WriteAllText(
            _folder["lifecycle.yaml"],
            FormattableString.Invariant(
                $"""
                sync:
                  entries:
                  - source: example.com/app
                    tag_regex: '^1'
                    keep_last: 1
                    target: '{registry}/{Repository}'
                {more}retention:
                  keep_last: {keepLast}
                  {also}
                {(own ? $"registry: {{ own_registries: ['{registry}'] }}" : "")}

                """));
    }

    private async Task<ProgramExit> CleanupAsync(params string[] words)
    {
        var exit = await StartedProgram.RunAsync([.. Tools.Lifecycle, "cleanup", .. words], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = _folder["home"],
            ["LIFECYCLE_CONFIG"] = _folder["lifecycle.yaml"],
            ["LIFECYCLE_DATA_DIR"] = _folder["data"],
            ["DOTNET_CLI_HOME"] = _folder["home"],
        });
        output.WriteLine(exit.ToString());
        return exit;
    }
}
