using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace RegistryJanitor.Integration.Tests;

[Collection(nameof(Alone))]
public sealed class VerifyTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_store_of_everything_that_clients_push_is_sound_and_not_a_byte_of_it_changes()
    {
        await using var stage = await Stage.SetAsync(output);
        await PushEverythingAsync(stage);
        var before = stage.Store.Snapshot(times: true);

        var verified = stage.Told(await stage.Janitor.RunAsync("verify"));
        var deep = stage.Told(await stage.Janitor.RunAsync("verify", "--deep"));

        verified.Expect(0, "every tag can be pulled");
        deep.Expect(0, "every byte hashed: every tag can be pulled", "Unreferenced: 0 blobs of 0 bytes");
        Assert.Equal("", StoreTree.Difference(before, stage.Store.Snapshot(times: true)));
    }

    [Fact]
    public async Task Without_the_bytes_of_a_layer_its_tag_is_named_with_the_reason()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("team/app", 2);
        var layer = versions[0].Blobs[^1].Digest;
        Remove(stage.Store.BlobData(layer));

        var verified = stage.Told(await stage.Janitor.RunAsync("verify"));

        verified.Expect(1, $"team/app    v1   broken   the bytes of blob {layer} of manifest {versions[0].Digest} are missing", "1 tags cannot be pulled");
        verified.Lacks(" v2 ");
        Assert.NotNull(await stage.Client.WhyNotPulledAsync(versions[0], "team/app", "v1"));
        await stage.Client.PullsAsync(versions[1], "team/app", "v2");
    }

    [Fact]
    public async Task A_link_that_was_cut_off_is_told_of_as_one_JSON_document()
    {
        await using var stage = await Stage.SetAsync(output);
        await stage.PushVersionsAsync("app", 2);
        await File.WriteAllTextAsync(stage.Store.TagLink("app", "v2"), "");

        var verified = stage.Told(await stage.Janitor.RunAsync("verify", "--json")).Expect(1);

        using var document = JsonDocument.Parse(verified.StandardOutput);
        var broken = Assert.Single(document.RootElement.GetProperty("brokenTags").EnumerateArray());
        Assert.Equal("v2", broken.GetProperty("tag").GetString());
        Assert.Contains("the link is empty", Assert.Single(broken.GetProperty("damage").EnumerateArray()).GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.False(document.RootElement.GetProperty("sound").GetBoolean());
    }

    [Fact]
    public async Task A_flipped_byte_is_found_by_hashing()
    {
        await using var stage = await Stage.SetAsync(output);
        var image = (await stage.PushVersionsAsync("app", 1))[0];
        var layer = image.Blobs[^1];
        var bytes = layer.Bytes.ToArray();
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(stage.Store.BlobData(layer.Digest), bytes);

        stage.Told(await stage.Janitor.RunAsync("verify")).Expect(0);
        stage.Told(await stage.Janitor.RunAsync("verify", "--deep"))
            .Expect(1, $"the bytes of blob {layer.Digest} of manifest {image.Digest} have another digest");
    }

    [Fact]
    public async Task What_the_registrys_own_collector_destroys_with_delete_untagged_is_found()
    {
        await using var stage = await Stage.SetAsync(output);
        var index = Sample.BuildKit("built");
        await stage.Client.PushAsync(index, "app", "v1");
        await stage.Client.PushAsync(Sample.Image("single"), "app", "v2");
        (await StartedProgram.RunAsync(
            [Tools.Registry, "garbage-collect", "--delete-untagged", Tools.RegistryConfiguration],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY"] = stage.Store.Root })).Expect(0);

        var verified = stage.Told(await stage.Janitor.RunAsync("verify"));

        verified.Expect(1, $"this repository has none of the 2 manifests that index {index.Digest} lists", "1 tags cannot be pulled");
    }

    [Fact]
    public async Task Beside_pushes_and_passes_nothing_is_called_broken()
    {
        await using var stage = await Stage.SetAsync(output);
        var janitor = stage.Janitor.With("KEEP_LAST_N", "3").With("GC_GRACE_SECS", "1").With("GC_SETTLE_SECS", "1");
        var began = Stopwatch.GetTimestamp();
        var pushes = Enumerable.Range(0, 2).Select(number => Task.Run(() => PushAsync(stage, $"app{number}", began))).ToArray();
        var passes = RunAsync(janitor, began, []);
        var verifications = await RunAsync(janitor, began, ["verify", "--deep"]);
        var pushed = await Task.WhenAll(pushes);
        await passes;

        stage.Tell($"{string.Join(" and ", pushed)} pushes, {(await passes).Count} passes, {verifications.Count} verifications");
        Assert.All(verifications, verified => Assert.True(verified.Code == 0, verified.ToString()));
        Assert.True(verifications.Count >= 3, $"only {verifications.Count} verifications ran");
        stage.Told(await janitor.RunAsync("verify", "--deep")).Expect(0);
    }

    private static async Task PushEverythingAsync(Stage stage)
    {
        var shared = Sample.LayerOf("shared");
        await stage.PushVersionsAsync("team/app", 2, shared);
        await stage.PushVersionsAsync("team/app/cache", 1, shared);
        await stage.Client.PushAsync(Sample.DockerImage("docker", shared), "docker", "v1");
        await stage.Client.PushAsync(Sample.DockerList(Sample.DockerImage("amd64"), Sample.DockerImage("arm64")), "docker", "multi");
        var index = Sample.Index(Sample.Image("amd64", shared), Sample.Image("arm64", shared));
        await stage.Client.PushAsync(index, "multi", "v1");
        await stage.Client.PushAsync(Sample.BuildKit("built", shared), "multi", "built");
        await stage.Client.PushAsync(Sample.ReferrersIndex(Sample.Referrer("a signature", index)), "multi", Sample.FallbackTag(index));
        await stage.Client.PushAsync(Sample.Image("mounted", shared), "mounted", "v1", mountFrom: "docker");
    }

    /// <summary>Tags that move on, new ones that passes evict, and old images again, as fast as the registry takes them.</summary>
    private static async Task<int> PushAsync(Stage stage, string repository, long began)
    {
        var pushes = 0;
        for (; Stopwatch.GetElapsedTime(began) < s_long; pushes++)
        {
            var words = $"{repository} {pushes % 40}";
            var image = pushes % 3 == 0 ? Sample.BuildKit(words) : Sample.Image(words);
            _ = await stage.Client.TryPushAsync(image, repository, pushes % 2 == 0 ? "moving" : pushes.ToString(CultureInfo.InvariantCulture));
        }

        return pushes;
    }

    private static async Task<List<ProgramExit>> RunAsync(JanitorRun janitor, long began, string[] words)
    {
        var runs = new List<ProgramExit>();
        while (Stopwatch.GetElapsedTime(began) < s_long)
            runs.Add(words.Length == 0 ? await janitor.OnceAsync() : await janitor.RunAsync(words));
        return runs;
    }

    private static void Remove(string blobData) => Folder.Remove(Path.GetDirectoryName(blobData)!);
}
