namespace RegistryJanitor.Integration.Tests;

/// <summary>On stores that do not meet its known faults, the registry's own collector leaves the same blobs as a pass.</summary>
public sealed class AgainstTheRegistrysCollectorTests(ITestOutputHelper output)
{
    private static readonly Sample.Layer s_shared = Sample.LayerOf("shared by all repositories");

    [Fact]
    public async Task Where_nothing_is_evicted_and_untagged_manifests_stay_the_same_blobs_remain()
    {
        await using var stage = await Stage.SetAsync(output);
        await FillAsync(stage);
        var copy = await CopyAsync(stage);
        var before = stage.Store.Blobs();

        await CollectAsync(stage, copy);
        await PassesAsync(stage, stage.Janitor.With("GC_DELETE_UNTAGGED", "false"));

        Assert.Equal(copy.Blobs(), stage.Store.Blobs());
        Assert.True(copy.Blobs().Count < before.Count, "nothing was collected");
    }

    [Fact]
    public async Task Where_untagged_manifests_go_the_same_blobs_remain_as_where_only_those_were_removed()
    {
        await using var stage = await Stage.SetAsync(output);
        var overwritten = await FillAsync(stage);
        var copy = await CopyAsync(stage);
        foreach (var (repository, image) in overwritten)
        {
            foreach (var part in image.Whole)
                Folder.Remove(Path.GetDirectoryName(copy.RevisionLink(repository, part.Digest))!);
        }

        await CollectAsync(stage, copy);
        await PassesAsync(stage, stage.Janitor);

        Assert.Equal(copy.Blobs(), stage.Store.Blobs());
    }

    /// <summary>Single images, indexes, attestations, shared and mounted layers, deletions by API.</summary>
    /// <returns>What was overwritten, so that no tag leads there.</returns>
    private static async Task<List<(string Repository, SampleImage Image)>> FillAsync(Stage stage)
    {
        var overwritten = new List<(string, SampleImage)>();
        foreach (var repository in (string[])["single", "team/nested", "team/nested/deeper"])
        {
            await stage.PushVersionsAsync(repository, 3, s_shared);
            await OverwriteAsync(repository, "moving", number => Sample.Image($"{repository} moving {number}", s_shared));
            await OverwriteAsync(repository, "index", number => Sample.Index(Sample.Image($"{repository} amd64 {number}", s_shared), Sample.Image($"{repository} arm64 {number}")));
            await OverwriteAsync(repository, "built", number => Sample.BuildKit($"{repository} built {number}", s_shared));
        }

        var mounted = Sample.LayerOf("mounted");
        await stage.Client.PushAsync(Sample.Image("first owner", mounted), "from", "v1");
        await stage.Client.PushAsync(Sample.Image("second owner", mounted), "to", "v1", mountFrom: "from");
        foreach (var repository in (string[])["from", "single"])
        {
            var deleted = Sample.Image($"deleted from {repository}", mounted, s_shared);
            await stage.Client.PushAsync(deleted, repository, "deleted");
            await stage.Client.DeleteAsync(repository, deleted.Digest);
        }

        return overwritten;

        async Task OverwriteAsync(string repository, string tag, Func<int, SampleImage> image)
        {
            overwritten.Add((repository, image(1)));
            await stage.Client.PushAsync(image(1), repository, tag);
            await stage.Client.PushAsync(image(2), repository, tag);
        }
    }

    private static async Task<StoreTree> CopyAsync(Stage stage)
    {
        (await StartedProgram.RunAsync(["cp", "-a", stage.Store.Root, stage.Folder["copy"]])).Expect(0);
        return new StoreTree(stage.Folder["copy"]);
    }

    private static async Task CollectAsync(Stage stage, StoreTree copy) => stage.Told(await StartedProgram.RunAsync(
        [Tools.Registry, "garbage-collect", Tools.RegistryConfiguration],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY"] = copy.Root })).Expect(0);

    /// <summary>Two: a deletion by API leaves a directory, and what that speaks of goes with the pass after the directory.</summary>
    private static async Task PassesAsync(Stage stage, JanitorRun janitor)
    {
        for (var i = 0; i < 2; i++)
            stage.Told(await janitor.With("KEEP_LAST_N", "1000").OnceAsync()).Expect(0, "evicted 0 tags");
    }
}
