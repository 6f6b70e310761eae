namespace RegistryJanitor.Integration.Tests;

public sealed class ManyManifestsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Indexes_of_every_shape_pull_whole_after_three_passes_and_pruned_ones_leave_no_blob_behind()
    {
        await using var stage = await Stage.SetAsync(output);
        var shapes = new Dictionary<string, Func<int, SampleImage>>(StringComparer.Ordinal)
        {
            ["platforms"] = n => Sample.Index(Sample.Image($"amd64 {n}"), Sample.Image($"arm64 {n}")),
            ["nested"] = n => Sample.Index(Sample.Index(Sample.Image($"inner a {n}"), Sample.Image($"inner b {n}")), Sample.Image($"outer {n}")),
            ["buildkit"] = n => Sample.BuildKit($"built {n}"),
            ["docker/list"] = n => Sample.DockerList(Sample.DockerImage($"docker amd64 {n}"), Sample.DockerImage($"docker arm64 {n}")),
        };
        var kept = new List<(string Repository, string Tag, SampleImage Image)>();
        foreach (var (repository, shape) in shapes)
        {
            for (var number = 1; number <= 4; number++)
            {
                var image = shape(number);
                await stage.Client.PushAsync(image, repository, $"v{number}");
                if (number > 2)
                    kept.Add((repository, $"v{number}", image));
            }
        }

        for (var pass = 1; pass <= 3; pass++)
            await stage.PassAsync();

        var skopeo = new Skopeo(stage.Client, stage.Folder);
        foreach (var (repository, tag, image) in kept)
        {
            await stage.Client.PullsAsync(image, repository, tag);
            if (repository is not "nested") // skopeo copies no index of indexes
                await skopeo.PullsAsync(repository, tag);
        }

        foreach (var repository in shapes.Keys)
        {
            await stage.Client.IsGoneAsync(repository, "v1");
            await stage.Client.IsGoneAsync(repository, "v2");
        }

        stage.Store.HoldsExactly(kept.Select(entry => entry.Image));
    }

    [ToolFact("TEST_CRANE")]
    public async Task With_crane_an_index_of_indexes_pulls_whole_after_three_passes() =>
        await IndexOfIndexesPullsAsync(stage => new Crane(stage.Client, stage.Folder));

    [ToolFact("TEST_ORAS")]
    public async Task With_oras_an_index_of_indexes_pulls_whole_after_three_passes() =>
        await IndexOfIndexesPullsAsync(stage => new Oras(stage.Client, stage.Folder));

    [Fact]
    public async Task A_platform_that_a_kept_and_a_pruned_index_share_stays()
    {
        await using var stage = await Stage.SetAsync(output);
        var shared = Sample.Image("the platform that did not change");
        var indexes = Enumerable.Range(1, 3).Select(number => Sample.Index(shared, Sample.Image($"changed {number}"))).ToArray();
        for (var i = 0; i < indexes.Length; i++)
            await stage.Client.PushAsync(indexes[i], "app", $"v{i + 1}");

        await stage.PassAsync();

        await stage.Client.PullsAsync(indexes[1], "app", "v2");
        await stage.Client.PullsAsync(indexes[2], "app", "v3");
        stage.Store.HoldsExactly(indexes[1..]);
    }

    [Fact]
    public async Task An_index_whose_second_platform_was_deleted_by_API_keeps_the_first()
    {
        await using var stage = await Stage.SetAsync(output);
        var (whole, deleted) = (Sample.Image("stays"), Sample.Image("deleted by API"));
        await stage.Client.PushAsync(Sample.Index(whole, deleted), "app", "v1");
        await stage.Client.PushAsync(whole, "other", "v1");
        await stage.Client.DeleteAsync("app", deleted.Digest);

        await stage.PassAsync();

        Assert.Null(await stage.Client.WhyNotPulledAsync(whole, "app", whole.Digest.ToString()));
        await stage.Client.PullsAsync(whole, "other", "v1");
    }

    private async Task IndexOfIndexesPullsAsync(Func<Stage, Client> clientOn)
    {
        await using var stage = await Stage.SetAsync(output);
        var client = clientOn(stage);
        var index = Sample.Index(Sample.BuildKit("inner"), Sample.Image("outer"));
        await client.PushAsync(index, "app", "v1");

        for (var pass = 1; pass <= 3; pass++)
            await stage.PassAsync();

        await client.PullsAsync("app", "v1");
        await stage.Client.PullsAsync(index, "app", "v1");
        stage.Store.HoldsExactly(index);
    }
}
