namespace RegistryJanitor.Integration.Tests;

public sealed class KeepTheNewestTests(ITestOutputHelper output)
{
    [Fact]
    public async Task With_skopeo_the_two_newest_of_four_versions_pull_and_the_others_are_gone()
    {
        await using var stage = await Stage.SetAsync(output);
        await TwoOfFourStayAsync(stage, new Skopeo(stage.Client, stage.Folder));
    }

    [ToolFact("TEST_CRANE")]
    public async Task With_crane_the_two_newest_of_four_versions_pull_and_the_others_are_gone()
    {
        await using var stage = await Stage.SetAsync(output);
        await TwoOfFourStayAsync(stage, new Crane(stage.Client, stage.Folder));
    }

    [ToolFact("TEST_ORAS")]
    public async Task With_oras_the_two_newest_of_four_versions_pull_and_the_others_are_gone()
    {
        await using var stage = await Stage.SetAsync(output);
        await TwoOfFourStayAsync(stage, new Oras(stage.Client, stage.Folder));
    }

    [Fact]
    public async Task Repositories_that_lie_in_one_another_each_keep_their_own_newest()
    {
        await using var stage = await Stage.SetAsync(output);
        string[] repositories = ["team", "team/app", "team/app/cache"];
        var kept = new List<SampleImage>();
        foreach (var repository in repositories)
            kept.AddRange((await stage.PushVersionsAsync(repository, 3))[1..]);

        await stage.PassAsync();

        foreach (var repository in repositories)
        {
            Assert.Equal(["v2", "v3"], stage.Store.Tags(repository));
            await stage.Client.IsGoneAsync(repository, "v1");
        }

        for (var i = 0; i < kept.Count; i++)
            await stage.Client.PullsAsync(kept[i], repositories[i / 2], $"v{(i % 2) + 2}");
        stage.Store.HoldsExactly(kept);
    }

    [Fact]
    public async Task A_tag_that_was_pushed_again_is_the_newest()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 3);
        await stage.Client.PushAsync(versions[0], "app", "v1");

        await stage.PassAsync();

        Assert.Equal(["v1", "v3"], stage.Store.Tags("app"));
        stage.Store.HoldsExactly(versions[0], versions[2]);
    }

    [Fact]
    public async Task A_layer_that_another_repository_mounted_stays_when_its_first_owner_is_pruned()
    {
        await using var stage = await Stage.SetAsync(output);
        var shared = Sample.LayerOf("a layer that is mounted");
        var first = Sample.Image("first", shared);
        var second = Sample.Image("second", shared);
        await stage.Client.PushAsync(first, "from", "v1");
        await stage.Client.PushAsync(second, "to", "v1", mountFrom: "from");
        var newer = (await stage.PushVersionsAsync("from", 3))[1..];

        await stage.PassAsync();

        await stage.Client.PullsAsync(second, "to", "v1");
        stage.Store.HoldsExactly([second, .. newer]);
    }

    [Fact]
    public async Task What_was_pruned_can_be_pushed_again_and_pulls()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 4);
        await stage.PassAsync();
        await stage.Client.PushAsync(versions[0], "app", "v1");

        await stage.Client.PullsAsync(versions[0], "app", "v1");
        await stage.PassAsync();
        await stage.Client.PullsAsync(versions[0], "app", "v1");
        await stage.Client.PullsAsync(versions[3], "app", "v4");
        stage.Store.HoldsExactly(versions[0], versions[3]);
    }

    private static async Task TwoOfFourStayAsync(Stage stage, Client client)
    {
        var shared = Sample.LayerOf("a layer that all versions have");
        var versions = Enumerable.Range(1, 4).Select(number => Sample.Image($"v{number}", shared)).ToArray();
        for (var i = 0; i < versions.Length; i++)
            await client.PushAsync(versions[i], "team/app", $"v{i + 1}");
        stage.Store.HoldsExactly(versions);

        await stage.PassAsync();

        await client.IsGoneAsync("team/app", "v1");
        await client.IsGoneAsync("team/app", "v2");
        await client.PullsAsync("team/app", "v3");
        await client.PullsAsync("team/app", "v4");
        await stage.Client.IsGoneAsync("team/app", "v1");
        await stage.Client.IsGoneAsync("team/app", "v2");
        await stage.Client.PullsAsync(versions[2], "team/app", "v3");
        await stage.Client.PullsAsync(versions[3], "team/app", "v4");
        Assert.False(File.Exists(stage.Store.BlobData(versions[0].Blobs[^1].Digest)));
        Assert.True(File.Exists(stage.Store.BlobData(Blob.DigestOf(shared.Packed))));
        stage.Store.HoldsExactly(versions[2..]);
    }
}
