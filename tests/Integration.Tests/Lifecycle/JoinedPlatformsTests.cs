namespace RegistryJanitor.Integration.Tests.Lifecycle;

/// <summary>Images for two platforms, from templates to one tag that both kinds of machines pull.</summary>
public sealed class JoinedPlatformsTests(ITestOutputHelper output)
{
    private const string Annotation = "org.opencontainers.image.";

    [ToolFact("TEST_BUILDAH")]
    public async Task Two_platforms_become_one_tag_and_a_second_run_writes_nothing()
    {
        await using var stage = await TemplateStage.SetAsync(output, "app");
        (await stage.AskAsync()).Expect(0, "-amd64, app-");
        Assert.Null(await stage.ManifestAsync("app"));
        (await stage.RunAsync()).Expect(0);
        Assert.Null(await stage.ManifestAsync("app"));

        (await stage.AskAsync("--dry-run")).Expect(0, "app:1.0.0: would join linux/amd64 (sha256:");
        Assert.Null(await stage.ManifestAsync("app"));
        (await stage.AskAsync()).Expect(0, "app:1.0.0: joined linux/amd64 (sha256:", "nothing changed since");

        Assert.Equal(("app for amd64", "app for arm64"), (await stage.PulledAsync("app", "amd64"), await stage.PulledAsync("app", "arm64")));
        Assert.Equal(MediaType.DockerManifestList.Value, (await stage.ManifestAsync("app"))!.Value.GetProperty("mediaType").GetString());

        var before = stage.Files();
        (await stage.AskAsync()).Expect(0, "nothing changed since").Lacks("joined");
        Assert.Equal(before, stage.Files());
    }

    [Fact]
    public async Task An_index_of_OCI_images_says_what_it_is_and_what_it_is_built_from()
    {
        await using var stage = await TemplateStage.SetAsync(output, "app");
        (await stage.AskAsync()).Expect(0);
        foreach (var request in Directory.GetFiles(stage.Requests))
        {
            // As kaniko would: its images are of the kind of their base.
            var (id, image) = (Path.GetFileNameWithoutExtension(request), Sample.For(request.Contains("-arm64", StringComparison.Ordinal) ? "arm64" : "amd64", request));
            await stage.Registry.PushAsync(image, "bases/app", id);
            stage.Write($"volume/results/{id}.json", $$"""{"schema": 1, "status": "succeeded", "pushed": [{"reference": "-", "digest": "{{image.Digest}}", "verified": true}]}""");
        }

        (await stage.AskAsync()).Expect(0, "joined linux/amd64 (");

        var index = (await stage.ManifestAsync("app"))!.Value;
        Assert.Equal(MediaType.OciIndex.Value, index.GetProperty("mediaType").GetString());
        var annotations = index.GetProperty("annotations");
        Assert.Equal(("1.0.0", true, true), (
            annotations.GetProperty($"{Annotation}version").GetString(),
            annotations.GetProperty($"{Annotation}base.name").GetString()!.EndsWith("/mirrors/base:1.0.0", StringComparison.Ordinal),
            Digest.TryParse(annotations.GetProperty($"{Annotation}base.digest").GetString(), out _)));
        Assert.True(annotations.TryGetProperty($"{Annotation}created", out _));
    }

    [ToolFact("TEST_BUILDAH")]
    public async Task The_tag_moves_when_every_platform_has_the_new_content_and_never_before()
    {
        await using var stage = await TemplateStage.SetAsync(output, "app");
        await stage.BuildAsync();
        var old = await stage.ChildrenAsync("app");
        stage.Write("images/app/content-amd64", "new amd64");
        stage.Write("images/app/content-arm64", "new arm64");
        (await stage.AskAsync()).Expect(0, "asked for");
        var late = Assert.Single(Directory.GetFiles(stage.Requests, "*-arm64.json"));
        File.Move(late, stage.Folder["late.json"], overwrite: true);

        (await stage.RunAsync()).Expect(0);
        (await stage.AskAsync()).Expect(0).Lacks("joined");
        Assert.Equal(old, await stage.ChildrenAsync("app"));
        Assert.NotEqual(old[0], await stage.PlatformAsync("app", "amd64"));

        File.Move(stage.Folder["late.json"], late, overwrite: true);
        (await stage.RunAsync()).Expect(0);
        (await stage.AskAsync()).Expect(0, "joined");
        Assert.Equal(("new amd64", "new arm64"), (await stage.PulledAsync("app", "amd64"), await stage.PulledAsync("app", "arm64")));
    }

    [ToolFact("TEST_BUILDAH")]
    public async Task A_platform_that_is_not_built_leaves_the_tag_alone_and_is_told_once_with_its_reason()
    {
        await using var stage = await TemplateStage.SetAsync(output, "app", "other");
        await stage.BuildAsync();
        var old = await stage.ChildrenAsync("app");
        Folder.Remove(stage.Folder["images/app"]);
        stage.Write("images/app/Dockerfile.tmpl", "FROM {{.Image}}\nARG TARGETARCH\nCOPY content-$TARGETARCH /which\n");
        stage.Write("images/app/content-amd64", "new amd64");
        (await stage.AskAsync()).Expect(0, "app-");
        (await stage.RunAsync()).Expect(1);

        (await stage.AskAsync()).Expect(1, "app:1.0.0: its platforms are not joined, and the tag stays as it is: app-", "-arm64 failed (");
        Assert.Equal(old, await stage.ChildrenAsync("app"));
        (await stage.AskAsync()).Expect(0, "(succeeded, failed), and its platforms are not joined: app-");
        Assert.Equal("other for arm64", await stage.PulledAsync("other", "arm64"));
    }

    [ToolFact("TEST_BUILDAH")]
    public async Task A_platform_that_is_gone_from_the_registry_is_told_and_built_again_when_somebody_wants_it()
    {
        await using var stage = await TemplateStage.SetAsync(output, "app");
        (await stage.AskAsync()).Expect(0);
        (await stage.RunAsync()).Expect(0);
        await stage.Registry.DeleteAsync("bases/app", await stage.PlatformAsync("app", "arm64"));

        (await stage.AskAsync()).Expect(1, "no longer has", "lifecycle build --force asks for it again");
        (await stage.AskAsync()).Expect(0, "its platforms are not joined", "no longer has").Lacks("asked for app");
        Assert.Null(await stage.ManifestAsync("app"));

        (await stage.AskAsync("--force")).Expect(0, "asked for app");
        (await stage.RunAsync()).Expect(0);
        (await stage.AskAsync()).Expect(0, "joined");
        Assert.Equal("app for arm64", await stage.PulledAsync("app", "arm64"));
    }

    [ToolFact("TEST_BUILDAH")]
    public async Task Whoever_is_killed_between_two_tags_is_followed_by_one_who_finishes()
    {
        await using var stage = await TemplateStage.SetAsync(output, "first", "second");
        (await stage.AskAsync()).Expect(0);
        (await stage.RunAsync()).Expect(0);
        // What is read back of the first image, after its tag, and before the second one's.
        var layer = (await stage.ManifestAsync("first", "1.0.0-amd64"))!.Value.GetProperty("layers").EnumerateArray().Last().GetProperty("digest").GetString()!["sha256:".Length..];
        using (var gate = new OpenGate(Path.Join(stage.Store, $"docker/registry/v2/blobs/sha256/{layer[..2]}/{layer}/data")))
        {
            await using var run = stage.Start();
            await gate.SomebodyWaitsAsync(run);
            run.Signal(StartedProgram.SigKill);
            await run.ExitAsync();
            gate.Open();
        }

        Assert.NotNull(await stage.ManifestAsync("first"));
        Assert.Null(await stage.ManifestAsync("second"));
        Assert.False(Directory.Exists(stage.Folder["data/indexes"]));
        var children = await stage.ChildrenAsync("first");
        (await stage.AskAsync()).Expect(0, "first:1.0.0: joined", "second:1.0.0: joined");
        Assert.Equal(children, await stage.ChildrenAsync("first"));
        Assert.Equal("second for arm64", await stage.PulledAsync("second", "arm64"));
        (await stage.AskAsync()).Expect(0).Lacks("joined");
    }
}
