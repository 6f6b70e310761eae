namespace RegistryJanitor.Integration.Tests.Lifecycle;

/// <summary>Whatever lifecycle does, it may be killed before any of its steps: no file is half written, no tag is without its blobs, and the next run finishes.</summary>
public sealed class KilledAtEveryStepTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly Folder _stores = new();
    private RegistryProcess _source = null!;
    private RegistryProcess _target = null!;
    private KilledStage _stage = null!;

    public async Task InitializeAsync()
    {
        (_source, _target) = (await RegistryProcess.StartAsync(Store("source")), await RegistryProcess.StartAsync(Store("target")));
        _stage = new KilledStage(output, _source, _target);

        string Store(string name) => Directory.CreateDirectory(_stores[name]).FullName;
    }

    public async Task DisposeAsync()
    {
        _stage.Dispose();
        await _source.DisposeAsync();
        await _target.DisposeAsync();
        _stores.Dispose();
    }

    [ToolFact("TEST_KILL_AT")]
    public async Task A_sync_that_is_killed_leaves_no_tag_without_its_blobs()
    {
        // Of two platforms only one is wanted, so that lifecycle itself pushes an index, too.
        var (wanted, other) = (Sample.Image("wanted"), Sample.Image("other"));
        await _source.Client.PushAsync(Sample.Index(wanted, other), "base", "1");

        await _stage.KillsAsync(
            ["sync"],
            () =>
            {
                _stage.Write("lifecycle.yaml", "sync: { entries: [{ source: SOURCE/base, tag: '1', platforms: [linux/amd64], target: TARGET/REPOSITORY }] }\n");
                return Task.CompletedTask;
            },
            async () =>
            {
                // A tag that is there is whole: its index names what can be pulled.
                if (await _target.Client.WhyNotPulledAsync(SyncStage.Sparse(wanted), _stage.Repository, "1") is { } whyNot)
                    await _target.Client.IsGoneAsync(_stage.Repository, "1");
            },
            async exit =>
            {
                exit.Expect(0);
                await _target.Client.PullsAsync(SyncStage.Sparse(wanted), _stage.Repository, "1");
                Assert.Empty(Directory.EnumerateFileSystemEntries(_stage.Folder["data/work"]));
            });
    }

    [ToolFact("TEST_KILL_AT")]
    public async Task A_build_that_is_killed_asks_for_each_platform_once()
    {
        await _target.Client.PushAsync(Sample.Index(Sample.Image("amd64"), Sample.Image("arm64")), "base", "1.0.0");
        string[]? asked = null;

        await _stage.KillsAsync(
            ["build"],
            () =>
            {
                _stage.Write("lifecycle.yaml", """
                    build: { core_version: 1.0.0, registry: TARGET/built, platforms: [linux/amd64, linux/arm64] }
                    images: [{ name: app, folder: images/app, type: core, mirror_image: TARGET/base, mirror_tag: 1.0.0 }]
                    """);
                _stage.Write("images/app/Dockerfile.tmpl", "FROM {{.Image}}\nCOPY a /a\n");
                _stage.Write("images/app/a", "text");
                return Task.CompletedTask;
            },
            () => Task.CompletedTask,
            exit =>
            {
                exit.Expect(0);
                string[] names = [.. Directory.GetFiles(_stage.Folder["builds/requests"], "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
                Assert.Equal(2, names.Length);
                Assert.Equal(asked ??= names, names);
                Assert.Single(Directory.GetFiles(_stage.Folder["builds/contexts"], "*.tar"), path => Path.GetFileName(path)[0] != '.');
                return Task.CompletedTask;
            });
    }

    [ToolFact("TEST_KILL_AT")]
    public async Task An_update_of_ends_of_life_that_is_killed_leaves_the_old_data_or_the_new()
    {
        const string Old = "# old\nalpine:\n  - { cycle: '3.20', eol: '2020-01-01' }\n";
        _stage.Site.Publish("alpine", """{"name":"3.21","isEol":false,"eolFrom":"2099-01-01"}""");
        var renewed = (string?)null;

        await _stage.KillsAsync(
            ["eol", "update"],
            () =>
            {
                _stage.Write("lifecycle.yaml", "sync: { entries: [{ source: SOURCE/base, tag: 3.21.3, target: TARGET/x, lifecycle: { product: alpine } }] }\n");
                _stage.Write("eol-data.yaml", Old);
                return Task.CompletedTask;
            },
            async () =>
            {
                var now = await File.ReadAllTextAsync(_stage.Folder["eol-data.yaml"]);
                if (!now.Equals(Old, StringComparison.Ordinal) && renewed is not null)
                    Assert.Equal(renewed, now);
            },
            async exit =>
            {
                exit.Expect(0);
                var now = await File.ReadAllTextAsync(_stage.Folder["eol-data.yaml"]);
                Assert.Equal(renewed ??= now, now);
                Assert.Contains("2099-01-01", now, StringComparison.Ordinal);
            });
    }

    [ToolFact("TEST_KILL_AT")]
    public async Task A_report_that_is_killed_leaves_what_people_wrote_around_it()
    {
        const string Old = "# Ours\n<!-- lifecycle status begin -->\nold\n<!-- lifecycle status end -->\nnever touched\n";

        await _stage.KillsAsync(
            ["status", "--output", "README.md"],
            () =>
            {
                _stage.Write("lifecycle.yaml", "sync: { entries: [{ source: SOURCE/base, tag: 3.21.3, target: TARGET/x, lifecycle: { product: alpine } }] }\n");
                _stage.Write("README.md", Old);
                return Task.CompletedTask;
            },
            async () => IsOld(await ReadmeAsync(), orNew: true),
            async exit =>
            {
                exit.Expect(0);
                IsOld(await ReadmeAsync(), orNew: false);
                Assert.EndsWith("</html>\n", await File.ReadAllTextAsync(_stage.Folder["status.html"]), StringComparison.Ordinal);
            });

        Task<string> ReadmeAsync() => File.ReadAllTextAsync(_stage.Folder["README.md"]);

        static void IsOld(string readme, bool orNew)
        {
            if (orNew && readme.Equals(Old, StringComparison.Ordinal))
                return;
            Assert.StartsWith("# Ours\n<!-- lifecycle status begin -->\n", readme, StringComparison.Ordinal);
            Assert.Contains("alpine", readme, StringComparison.Ordinal);
            Assert.EndsWith("<!-- lifecycle status end -->\nnever touched\n", readme, StringComparison.Ordinal);
        }
    }

    [ToolFact("TEST_KILL_AT")]
    public async Task A_cleanup_that_is_killed_takes_nothing_that_stays_and_the_next_one_finishes()
    {
        SampleImage[] images = [.. Enumerable.Range(0, 4).Select(number => Sample.Dated($"image {number}", DateTimeOffset.UnixEpoch.AddDays(18_000 + number)))];

        await _stage.KillsAsync(
            ["cleanup", "--apply"],
            async () =>
            {
                for (var number = 0; number < images.Length; number++)
                    await _target.Client.PushAsync(images[number], _stage.Repository, $"1.{number}");
                _stage.Write("lifecycle.yaml", """
                    sync: { entries: [{ source: SOURCE/base, tag_regex: '^1', keep_last: 2, target: TARGET/REPOSITORY }] }
                    retention: { keep_last: 2, max_age_days: 1, max_delete_percent: 60 }
                    """);
            },
            StaysAsync,
            async exit =>
            {
                exit.Expect(0);
                await StaysAsync();
                await _target.Client.IsGoneAsync(_stage.Repository, "1.0");
                await _target.Client.IsGoneAsync(_stage.Repository, "1.1");
            });

        async Task StaysAsync()
        {
            await _target.Client.PullsAsync(images[2], _stage.Repository, "1.2");
            await _target.Client.PullsAsync(images[3], _stage.Repository, "1.3");
        }
    }
}
