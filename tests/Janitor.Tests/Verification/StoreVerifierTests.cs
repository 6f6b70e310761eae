using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;
using RegistryJanitor.Verification;

namespace RegistryJanitor.Tests.Verification;

public sealed class StoreVerifierTests : IDisposable
{
    private static readonly string[] s_pushed = ["app:v1", "app:v2", "app:v3", "other:v1", "other:v2"];

    private readonly VerifyStage _stage = new();

    private TempStore Store => _stage.Store;

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task An_untagged_manifest_that_is_broken_is_a_warning()
    {
        _stage.Image("app", "v1");
        var untagged = _stage.Image("app", null, "untagged");
        TempStore.Damage(Store.Layout.BlobData(VerifyStage.LayerDigest("untagged")));

        var report = await _stage.VerifyAsync();

        Assert.Equal(untagged, Assert.Single(report.BrokenRevisions).Revision);
        Assert.True(report.IsSound);
    }

    [Fact]
    public async Task An_untagged_manifest_that_cannot_be_read_is_more_than_a_warning()
    {
        TempStore.Write(Store.RevisionLink("app", _stage.Image("app", null, "untagged")), "");

        var report = await _stage.VerifyAsync();

        Assert.Equal(["app@ unreadable"], VerifyStage.Lines(report));
        Assert.False(report.IsSound);
    }

    [Fact]
    public async Task A_broken_platform_is_told_of_with_its_tag_and_not_as_untagged()
    {
        _stage.Index("app", "v1", _stage.Child(_stage.Image("app", null, "amd64")));
        TempStore.Damage(Store.Layout.BlobData(VerifyStage.LayerDigest("amd64")));

        Assert.Equal(["app:v1 missing-bytes"], await _stage.FindAsync());
    }

    [Fact]
    public async Task A_repository_without_layer_links_is_reported()
    {
        _stage.Index("invisible", "v1");

        var report = await _stage.VerifyAsync();

        Assert.Equal([RepositoryName.Parse("invisible")], report.WithoutLayers.ToArray());
        Assert.Empty(VerifyStage.Lines(report));
        Assert.False(report.IsSound);
    }

    [Fact]
    public async Task A_place_that_cannot_be_read_is_reported()
    {
        _stage.Image("app", "v1");
        Posix.SymbolicLink($"{Store.Layout.Repositories}/elsewhere", "/nowhere");

        var report = await _stage.VerifyAsync();

        Assert.IsType<StoreFault.Unreadable>(Assert.Single(report.Faults));
        Assert.False(report.IsSound);
    }

    [Fact]
    public async Task A_file_that_is_not_the_registrys_is_told_of_and_harms_nothing()
    {
        _stage.Image("app", "v1");
        TempStore.Write($"{Store.Layout.Tags(RepositoryName.Parse("app"))}/.DS_Store", "x");

        var report = await _stage.VerifyAsync();

        Assert.IsType<StoreFault.Stray>(Assert.Single(report.Faults));
        Assert.True(report.IsSound);
    }

    [Fact]
    public async Task Blobs_that_no_manifest_leads_to_are_counted_with_their_bytes()
    {
        _stage.Image("app", "v1");
        Store.Layer("app", "of a push that was given up", TempStore.LongAgo);
        Store.Blob("of nobody");
        Directory.CreateDirectory(Store.Layout.Blob(TempStore.DigestOf("collected")));

        var report = await _stage.VerifyAsync();

        Assert.Equal(new BlobCount(2, "of a push that was given up".Length + "of nobody".Length), report.Unreferenced);
        Assert.Equal(3, report.Named.Blobs);
        Assert.True(report.IsSound);
    }

    [Fact]
    public async Task What_only_an_untagged_manifest_needs_is_referenced()
    {
        _stage.Image("app", null, "untagged");

        Assert.Equal(0, (await _stage.VerifyAsync()).Unreferenced.Blobs);
    }

    [Fact]
    public async Task Each_manifest_is_opened_once_and_no_layer_at_all()
    {
        for (var i = 0; i < 3; i++)
        {
            var shared = _stage.Child(_stage.Image($"app{i}", "single", "shared"));
            _stage.Index($"app{i}", "v1", shared);
            _stage.Index($"app{i}", "v2", shared, shared);
        }

        using var opened = new OpenedFiles(Store.Layout.Blobs);
        await _stage.VerifyAsync();

        Assert.Equal(3, opened.Take().Count(name => name is "data"));
    }

    [Fact]
    public async Task A_deep_look_reads_each_blob_once_more()
    {
        _stage.Image("app", "v1", "shared");
        _stage.Image("other", "v1", "shared");

        using var opened = new OpenedFiles(Store.Layout.Blobs);
        await _stage.VerifyAsync(deep: true);

        Assert.Equal(4, opened.Take().Count(name => name is "data"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_byte_changes(bool deep)
    {
        Scene.Stage(Store);
        Posix.SymbolicLink($"{Store.Layout.Repositories}/elsewhere", "/nowhere");
        TempStore.Damage(Store.Layout.BlobData(Scene.LiveBlob));
        var before = Tree.Of(Store.Root, withDirectoryTimes: true);

        await _stage.VerifyAsync(deep);

        Tree.AssertSame("after a verification", before, Tree.Of(Store.Root, withDirectoryTimes: true));
    }

    [Fact]
    public async Task A_root_directory_that_is_not_there_is_no_empty_store()
    {
        var missing = new StoreVerifier(new StorageLayout($"{Store.Root}/missing"), 1, isDeep: false, _stage.Clock);

        await Assert.ThrowsAsync<StoreException>(() => missing.VerifyAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_is_called_broken_is_what_cannot_be_pulled()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            using var stage = new VerifyStage();
            var random = new Random(seed);
            Push(stage);
            var files = Directory.GetFiles(stage.Layout.Registry, "*", SearchOption.AllDirectories)
                .Where(file => !file.Contains("/index/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
            for (var i = 0; i < 2; i++)
            {
                var victim = files[random.Next(files.Length)];
                if (victim.EndsWith("/link", StringComparison.Ordinal) && random.Next(2) == 0)
                    TempStore.Write(victim, "");
                else if (File.Exists(victim))
                    TempStore.Damage(victim);
            }

            var broken = (await stage.VerifyAsync()).BrokenTags.Select(tag => $"{tag.Repository}:{tag.Tag}");

            string[] unpullable = [.. s_pushed.Where(name => !stage.Store.CanPull(name.Split(':')[0], name.Split(':')[1]))];
            Assert.True(unpullable.SequenceEqual(broken, StringComparer.Ordinal), $"seed {seed}: {string.Join(' ', unpullable)} cannot be pulled, {string.Join(' ', broken)} are called broken");
        }
    }

    private static void Push(VerifyStage stage)
    {
        stage.Image("app", "v1");
        var shared = stage.Child(stage.Image("app", null, "shared"));
        stage.Index("app", "v2", shared, stage.Child(stage.Image("app", null, "arm64")));
        stage.Index("app", "v3", stage.Descriptor(MediaType.OciIndex.Value, stage.Index("app", null, shared)));
        stage.Image("other", "v1", "app:v1");
        stage.Image("other", "v2", "shared");
    }
}
