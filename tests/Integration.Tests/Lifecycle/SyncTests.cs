using System.Globalization;

namespace RegistryJanitor.Integration.Tests.Lifecycle;

public sealed class SyncTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string All = "{source: SOURCE/library/alpine, tag_regex: '^3', keep_last: 4, target: TARGET/mirrors/alpine}";

    private SyncStage _stage = null!;

    public async Task InitializeAsync() => _stage = await SyncStage.SetAsync(output);

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task The_first_run_copies_images_of_every_kind_the_second_copies_no_byte_and_what_moves_is_copied_again()
    {
        var images = new Dictionary<string, SampleImage>(StringComparer.Ordinal)
        {
            ["3.21.3"] = Sample.Index(Sample.Image("amd64"), Sample.Image("arm64")),
            ["3.21.2"] = Sample.Image("oci"),
            ["3.20.0"] = Sample.DockerImage("docker"),
            ["3.10.0"] = Sample.DockerList(Sample.DockerImage("docker amd64"), Sample.DockerImage("docker arm64")),
            ["3.9.9"] = Sample.Image("too old"),
        };
        foreach (var (tag, image) in images)
            await _stage.Source.Client.PushAsync(image, "library/alpine", tag);
        _stage.Entries(All);

        (await _stage.SyncAsync("--list")).Expect(0, "4 of 5 tags", "  3.21.3\n  3.21.2\n  3.20.0\n  3.10.0\n  (1 older, such as 3.9.9: keep_last)");
        (await _stage.SyncAsync("--dry-run")).Expect(0, "4 would be copied, 0 would stay; nothing was changed.");
        Assert.Empty(_stage.TargetFiles());

        (await _stage.SyncAsync()).Expect(0, "4 copied");
        foreach (var (tag, image) in images.Where(one => one.Key is not "3.9.9"))
            await _stage.Target.Client.PullsAsync(image, "mirrors/alpine", tag);
        await _stage.Target.Client.IsGoneAsync("mirrors/alpine", "3.9.9");
        Assert.Contains(images["3.21.3"].Digest.ToString(), _stage.Record, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Join(_stage.Folder["data"], "work")));

        var before = _stage.TargetFiles();
        _stage.Environment["LIFECYCLE_SKOPEO_BIN"] = "/nonexistent/skopeo";
        (await _stage.SyncAsync()).Expect(0, "4 kept").Lacks("copied ");
        Assert.Equal(before, _stage.TargetFiles());

        _stage.Environment.Clear();
        var moved = Sample.Index(Sample.Image("amd64, mended"), Sample.Image("arm64"));
        await _stage.Source.Client.PushAsync(moved, "library/alpine", "3.21.3");
        (await _stage.SyncAsync()).Expect(0, "1 copied, 3 kept", $"has moved at the source, and is {images["3.21.3"].Digest} at the target");
        await _stage.Target.Client.PullsAsync(moved, "mirrors/alpine", "3.21.3");
    }

    [Fact]
    public async Task Some_platforms_become_an_index_of_their_own_and_stay_as_they_are()
    {
        var amd = Sample.Image("amd64");
        await _stage.Source.Client.PushAsync(Sample.Index(amd, Sample.Image("arm64")), "x", "1");
        _stage.Entries("{source: SOURCE/x, tag: '1', platforms: [linux/amd64], target: TARGET/x}");
        _stage.Environment["LIFECYCLE_SYNC_VERIFY"] = "full";

        (await _stage.SyncAsync()).Expect(0, "1 copied");
        await _stage.Target.Client.PullsAsync(SyncStage.Sparse(amd), "x", "1");

        _stage.Environment["LIFECYCLE_SKOPEO_BIN"] = "/nonexistent/skopeo";
        (await _stage.SyncAsync()).Expect(0, "1 kept");
    }

    [Fact]
    public async Task Signatures_go_with_their_image()
    {
        var image = Sample.Image("signed");
        var signature = Sample.Image("signature");
        var attestation = Sample.Referrer("attestation", image);
        await _stage.Source.Client.PushAsync(image, "x", "1");
        await _stage.Source.Client.PushAsync(signature, "x", Sample.FallbackTag(image, ".sig"));
        await _stage.Source.Client.PushAsync(Sample.ReferrersIndex(attestation), "x", Sample.FallbackTag(image));
        _stage.Entries("{source: SOURCE/x, tag: '1', referrers: true, target: TARGET/x}");

        (await _stage.SyncAsync()).Expect(0, "3 copied");

        await _stage.Target.Client.PullsAsync(signature, "x", Sample.FallbackTag(image, ".sig"));
        await _stage.Target.Client.PullsAsync(Sample.ReferrersIndex(attestation), "x", Sample.FallbackTag(image));
    }

    [Fact]
    public async Task One_entry_that_fails_stops_no_other()
    {
        await _stage.Source.Client.PushAsync(Sample.Image("there"), "b", "1");
        _stage.Entries("{source: SOURCE/a, tag_regex: '.', target: TARGET/a}", "{source: SOURCE/b, tag_regex: '.', target: TARGET/b}");

        (await _stage.SyncAsync()).Expect(1, "failed: ", "1 copied");

        await _stage.Target.Client.PullsAsync(Sample.Image("there"), "b", "1");
    }

    [Fact]
    public async Task A_layer_that_the_target_has_lost_is_no_success()
    {
        var image = Sample.Image("lost");
        await _stage.Source.Client.PushAsync(image, "x", "1");
        _stage.Entries("{source: SOURCE/x, tag: '1', target: TARGET/x}");
        // A skopeo that does as the real one, and a disk that loses the layer behind its back.
        _stage.Environment["LIFECYCLE_SKOPEO_BIN"] = _stage.Folder.Script(
            "losing", $"'{Tools.Skopeo}' \"$@\" || exit; find '{_stage.TargetStore}/docker/registry/v2/blobs' -path '*{image.Blobs[^1].Digest.Hex}/data' -delete");

        (await _stage.SyncAsync()).Expect(1, $"blob {image.Blobs[^1].Digest}");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(60, true)]
    [InlineData(150, true)]
    [InlineData(300, true)]
    [InlineData(600, true)]
    [InlineData(100, false)]
    [InlineData(250, false)]
    public async Task Whatever_is_killed_leaves_every_tag_whole_and_the_next_run_goes_on(int milliseconds, bool alsoLifecycle)
    {
        var old = Sample.Index(Sample.Image("old amd64"), Sample.Image("old arm64"));
        await _stage.Source.Client.PushAsync(old, "x", "1");
        _stage.Entries("{source: SOURCE/x, tag: '1', target: TARGET/x}");
        (await _stage.SyncAsync()).Expect(0);
        var next = Sample.Index(Sample.Image("amd64", Sample.LayerOf("a", 20_000_000)), Sample.Image("arm64", Sample.LayerOf("b", 20_000_000)));
        await _stage.Source.Client.PushAsync(next, "x", "1");

        var id = _stage.Folder["skopeo.id"];
        _stage.Environment["LIFECYCLE_SKOPEO_BIN"] = _stage.SkopeoWithId(id);
        await using (var run = _stage.Start())
        {
            while (!File.Exists(id) && !run.HasExited)
                await Task.Delay(5);
            // The moment is the point: somewhere in the copy, on a fast machine also behind it.
            await Task.Delay(milliseconds);
            if (alsoLifecycle)
                run.Signal(StartedProgram.SigKill);
            // It may have ended already.
            output.WriteLine((await StartedProgram.RunAsync(["/bin/kill", "-9", (await File.ReadAllTextAsync(id)).Trim()])).ToString());
            output.WriteLine((await run.ExitAsync()).ToString());
        }

        var whyNotNew = await _stage.Target.Client.WhyNotPulledAsync(next, "x", "1");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"after {milliseconds} ms the new image is {whyNotNew ?? "there"}"));
        if (whyNotNew is not null)
            await _stage.Target.Client.PullsAsync(old, "x", "1");

        _stage.Environment.Clear();
        (await _stage.SyncAsync()).Expect(0);
        await _stage.Target.Client.PullsAsync(next, "x", "1");
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Join(_stage.Folder["data"], "work")));
    }
}
