using System.Globalization;

namespace RegistryJanitor.Integration.Tests.Lifecycle;

/// <summary>A source as large as those of Docker Hub, of which a few tags are wanted.</summary>
public sealed class ManyTagsTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int MostKiB = 96 * 1024;
    private const int Tags = 5000;
    private const string Repository = "library/app";

    private SyncStage _stage = null!;

    public async Task InitializeAsync() => _stage = await SyncStage.SetAsync(output, tellsRequests: true);

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Of_five_thousand_tags_one_listing_is_read_and_the_manifests_of_those_that_are_selected()
    {
        var image = Sample.Image("one of many");
        await _stage.Source.Client.PushAsync(image, Repository, "1.0.0");
        var store = new StoreTree(_stage.Folder["source"]);
        for (var number = 1; number < Tags; number++)
        {
            var link = store.TagLink(Repository, string.Create(CultureInfo.InvariantCulture, $"1.{number / 100}.{number % 100}"));
            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            await File.WriteAllTextAsync(link, $"{image.Digest}");
        }

        var known = _stage.Source.Requests.Count;
        _stage.Entries("{source: SOURCE/library/app, tag_regex: '^1', keep_last: 3, target: TARGET/app}");
        await using var run = _stage.Start();
        var peak = await PeakAsync(run);
        (await run.ExitAsync()).Expect(0, "3 copied");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{peak} KiB at most; asked of the source:\n{string.Join('\n', _stage.Source.Requests.Skip(known))}"));

        var asked = _stage.Source.Requests.Skip(known).ToList();
        Assert.Single(asked, request => request.Contains("/tags/list", StringComparison.Ordinal));
        string[] selected = ["1.49.97", "1.49.98", "1.49.99", $"{image.Digest}"];
        Assert.All(asked.Where(request => request.Contains("/manifests/", StringComparison.Ordinal)), request => Assert.Contains(request.Split("/manifests/")[1], selected, StringComparer.Ordinal));
        Assert.InRange(peak, 1, MostKiB - 1);
        foreach (var tag in selected[..3])
            await _stage.Target.Client.PullsAsync(image, "app", tag);
    }

    /// <summary>The most memory it ever had in use: what is read last before it ends.</summary>
    private static async Task<int> PeakAsync(StartedProgram run)
    {
        var peak = 0;
        while (!run.HasExited)
        {
            peak = Math.Max(peak, Processes.TryPeakKiB(run.Id) ?? 0);
            await Task.Delay(5);
        }

        return peak;
    }
}
