using RegistryJanitor.Tests.Support;
using RegistryJanitor.Verification;

namespace RegistryJanitor.Tests.Verification;

public sealed class IndexTests : IDisposable
{
    private readonly VerifyStage _stage = new();

    private TempStore Store => _stage.Store;

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task A_platform_that_lost_a_layer_breaks_the_tag_of_its_index()
    {
        var platform = _stage.Image("app", null, "arm64");
        _stage.Index("app", "v1", _stage.Child(_stage.Image("app", null, "amd64")), _stage.Child(platform));
        TempStore.Damage(Store.Layout.BlobData(VerifyStage.LayerDigest("arm64")));

        var broken = Assert.Single((await _stage.VerifyAsync()).BrokenTags);

        Assert.Equal([new Damage.NoBytes(platform, VerifyStage.LayerDigest("arm64"), null)], broken.Damage.ToArray());
    }

    [Fact]
    public async Task A_platform_that_lost_its_bytes_breaks_the_tag_of_its_index()
    {
        var platform = _stage.Image("app", null, "arm64");
        _stage.Index("app", "v1", _stage.Child(_stage.Image("app", null, "amd64")), _stage.Child(platform));
        TempStore.Damage(Store.Layout.BlobData(platform));

        Assert.Equal(["app:v1 missing-bytes"], await _stage.FindAsync());
    }

    [Fact]
    public async Task A_platform_of_another_size_than_the_index_says_breaks_the_tag()
    {
        var platform = _stage.Image("app", null, "arm64");
        _stage.Index("app", "v1", _stage.Descriptor(MediaType.OciManifest.Value, platform, size: 7));

        Assert.Equal(["app:v1 wrong-size"], await _stage.FindAsync());
    }

    [Fact]
    public async Task An_index_of_indexes_is_followed_to_its_end()
    {
        var inner = _stage.Index("app", null, _stage.Child(_stage.Image("app", null, "deep down")));
        _stage.Index("app", "v1", _stage.Descriptor(MediaType.OciIndex.Value, inner));
        TempStore.Damage(_stage.LayerLink("app", VerifyStage.LayerDigest("deep down")));

        Assert.Equal(["app:v1 missing-layer-link"], await _stage.FindAsync());
    }

    [Fact]
    public async Task A_long_chain_of_indexes_takes_no_stack()
    {
        var last = _stage.Image("app", null, "deep down");
        for (var i = 0; i < 2000; i++)
            last = _stage.Index("app", null, _stage.Child(last));
        _stage.Index("app", "v1", _stage.Child(last));
        TempStore.Damage(_stage.LayerLink("app", VerifyStage.LayerDigest("deep down")));

        Assert.Equal(["app:v1 missing-layer-link"], await _stage.FindAsync());
    }

    [Fact]
    public async Task Two_tags_that_share_a_broken_platform_are_both_broken()
    {
        var platform = _stage.Child(_stage.Image("app", null, "shared"));
        _stage.Index("app", "v1", platform, _stage.Child(_stage.Image("app", null, "one")));
        _stage.Index("app", "v2", platform, _stage.Child(_stage.Image("app", null, "two")));
        _stage.Image("app", "v3");
        TempStore.Damage(Store.Layout.BlobData(VerifyStage.ConfigDigest("shared")));

        Assert.Equal(["app:v1 missing-bytes", "app:v2 missing-bytes"], await _stage.FindAsync());
    }

    [Fact]
    public async Task A_platform_that_the_repository_never_had_is_counted_and_breaks_nothing()
    {
        _stage.Index("app", "v1", _stage.Child(_stage.Image("app", null, "amd64")), _stage.Child(TempStore.DigestOf("never copied")));

        var report = await _stage.VerifyAsync(deep: true);

        Assert.Empty(VerifyStage.Lines(report));
        Assert.True(report.IsSound);
        Assert.Equal(1, report.AbsentChildren);
    }

    [Fact]
    public async Task A_platform_that_only_another_repository_has_is_no_error_either()
    {
        _stage.Index("app", "v1", _stage.Child(_stage.Image("app", null, "amd64")), _stage.Child(_stage.Image("other", "v1")));
        TempStore.Damage(Store.Layout.BlobData(VerifyStage.LayerDigest("other:v1")));

        Assert.Equal(["other:v1 missing-bytes"], await _stage.FindAsync());
    }

    [Fact]
    public async Task A_platform_that_was_deleted_by_the_API_breaks_the_tag()
    {
        var platform = _stage.Image("app", null, "arm64");
        _stage.Index("app", "v1", _stage.Child(_stage.Image("app", null, "amd64")), _stage.Child(platform));
        TempStore.Damage(Store.RevisionLink("app", platform)); // its directory stays

        Assert.Equal(["app:v1 missing-revision-link"], await _stage.FindAsync());
    }

    [Fact]
    public async Task An_index_of_which_nothing_is_left_is_broken_as_delete_untagged_of_the_registry_leaves_it()
    {
        var (amd64, arm64) = (_stage.Image("app", null, "amd64"), _stage.Image("app", null, "arm64"));
        var index = _stage.Index("app", "v1", _stage.Child(amd64), _stage.Child(arm64));
        TempStore.Damage(Store.RevisionPath("app", amd64));
        TempStore.Damage(Store.RevisionPath("app", arm64));

        var report = await _stage.VerifyAsync();

        Assert.Equal([new Damage.NoChildren(index, 2)], Assert.Single(report.BrokenTags).Damage.ToArray());
        Assert.Equal(0, report.AbsentChildren);
    }

    [Fact]
    public async Task The_layers_in_a_BuildKit_cache_index_are_checked_as_blobs()
    {
        var whole = Store.Layer("app", "a cached layer", TempStore.LongAgo);
        var lost = Store.Layer("app", "another cached layer", TempStore.LongAgo);
        var config = Store.Layer("app", "{}", TempStore.LongAgo);
        _stage.Index(
            "app", "cache", _stage.Descriptor(VerifyStage.Layer, whole), _stage.Descriptor(VerifyStage.Layer, lost),
            _stage.Descriptor(MediaType.BuildKitCacheConfig.Value, config));
        Assert.Empty(await _stage.FindAsync(deep: true));

        TempStore.Damage(Store.Layout.BlobData(lost));
        TempStore.Damage(_stage.LayerLink("app", config));

        Assert.Equal(["app:cache missing-bytes", "app:cache missing-layer-link"], await _stage.FindAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("application/vnd.somebodys.own.manifest+json")]
    public async Task A_child_whose_media_type_says_nothing_is_what_its_link_says(string mediaType)
    {
        _stage.Index("app", "v1", _stage.Descriptor(mediaType, _stage.Image("app", null, "amd64")));
        TempStore.Damage(Store.Layout.BlobData(VerifyStage.LayerDigest("amd64")));

        Assert.Equal(["app:v1 missing-bytes"], await _stage.FindAsync());
    }
}
