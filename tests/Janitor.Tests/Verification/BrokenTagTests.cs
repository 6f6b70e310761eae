using RegistryJanitor.Tests.Support;
using RegistryJanitor.Verification;

namespace RegistryJanitor.Tests.Verification;

public sealed class BrokenTagTests : IDisposable
{
    private readonly VerifyStage _stage = new();

    private TempStore Store => _stage.Store;

    public void Dispose() => _stage.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_healthy_store_is_sound(bool deep)
    {
        _stage.Image("app", "v1");
        _stage.Index("app", "v2", _stage.Child(_stage.Image("app", null, "amd64")), _stage.Child(_stage.Image("app", null, "arm64")));
        _stage.Image("app/cache", "v1");

        var report = await _stage.VerifyAsync(deep);

        Assert.Empty(VerifyStage.Lines(report));
        Assert.True(report.IsSound);
        Assert.Equal((2, 3, 5), (report.Repositories, report.Tags, report.Manifests));
        Assert.Equal((13, 0), (report.Named.Blobs, report.Unreferenced.Blobs));
        Assert.Equal(deep, report.IsDeep);
    }

    [Fact]
    public async Task An_empty_store_is_sound() => Assert.True((await _stage.VerifyAsync()).IsSound);

    [Fact]
    public async Task One_broken_tag_does_not_hide_that_the_others_are_whole()
    {
        _stage.Image("app", "v1");
        _stage.Image("app", "v2");
        TempStore.Damage(Store.Layout.BlobData(VerifyStage.LayerDigest("app:v1")));

        Assert.Equal(["app:v1 missing-bytes"], await _stage.FindAsync());
    }

    [Fact]
    public async Task A_tag_whose_link_is_empty_is_broken()
    {
        _stage.Image("app", "v1");
        TempStore.Write(Store.TagLink("app", "v1"), "");

        var broken = Assert.Single((await _stage.VerifyAsync()).BrokenTags);

        Assert.Null(broken.Target);
        Assert.Contains("the link is empty", Assert.Single(broken.Damage).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_whose_link_says_no_digest_is_broken()
    {
        var digest = _stage.Image("app", "v1");
        TempStore.Write(Store.TagLink("app", "v1"), $"{digest}\n");

        Assert.Equal(["app:v1 unreadable"], await _stage.FindAsync());
    }

    [Fact]
    public async Task A_tag_whose_link_is_a_directory_is_broken_and_told_of_once()
    {
        _stage.Image("app", "v1");
        TempStore.Damage(Store.TagLink("app", "v1"));
        Directory.CreateDirectory(Store.TagLink("app", "v1"));

        var report = await _stage.VerifyAsync();

        Assert.Equal(["app:v1 unreadable"], VerifyStage.Lines(report));
        Assert.Empty(report.Faults);
    }

    [Fact]
    public async Task A_tag_without_a_current_link_is_broken_and_told_of_once()
    {
        _stage.Image("app", "v1");
        TempStore.Damage(Store.TagLink("app", "v1"));

        var report = await _stage.VerifyAsync();

        Assert.Equal(["app:v1 missing-tag-link"], VerifyStage.Lines(report));
        Assert.Empty(report.Faults);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tag_whose_manifest_the_repository_does_not_have_is_broken(bool directoryStays)
    {
        var digest = _stage.Image("app", "v1");
        _stage.Image("app", "v2");
        TempStore.Damage(directoryStays ? Store.RevisionLink("app", digest) : Store.RevisionPath("app", digest));

        Assert.Equal(["app:v1 missing-revision-link"], await _stage.FindAsync());
    }

    [Fact]
    public async Task A_manifest_that_the_repository_has_only_as_a_blob_is_served_all_the_same()
    {
        var digest = _stage.Image("app", "v1");
        TempStore.Damage(Store.RevisionPath("app", digest));
        TempStore.Write(_stage.LayerLink("app", digest), digest.ToString());

        Assert.Empty(await _stage.FindAsync());
    }

    [Fact]
    public async Task An_empty_revision_link_breaks_the_tag_even_beside_a_layer_link()
    {
        var digest = _stage.Image("app", "v1");
        TempStore.Write(Store.RevisionLink("app", digest), "");
        TempStore.Write(_stage.LayerLink("app", digest), digest.ToString());

        Assert.Equal(["app:v1 unreadable"], await _stage.FindAsync());
    }

    [Fact]
    public async Task A_tag_whose_manifest_has_lost_its_bytes_is_broken()
    {
        TempStore.Damage(Store.Layout.BlobData(_stage.Image("app", "v1")));

        Assert.Equal(["app:v1 missing-bytes"], await _stage.FindAsync());
    }

    [Fact]
    public async Task A_tag_that_points_at_something_else_than_a_manifest_is_broken()
    {
        _stage.Manifest("app", "v1", "no manifest");
        TempStore.Write(Store.Layout.BlobData(_stage.Image("app", "v2")), "");

        Assert.Equal(["app:v1 not-a-manifest", "app:v2 not-a-manifest"], await _stage.FindAsync());
    }

    [Fact]
    public async Task Everything_that_an_image_lacks_is_told_in_the_order_of_its_manifest()
    {
        var digest = _stage.Image("app", "v1");
        TempStore.Damage(_stage.LayerLink("app", VerifyStage.LayerDigest("app:v1")));
        TempStore.Damage(Store.Layout.BlobData(VerifyStage.ConfigDigest("app:v1")));

        var damage = Assert.Single((await _stage.VerifyAsync()).BrokenTags).Damage;

        Assert.Equal(
            [new Damage.NoBytes(digest, VerifyStage.ConfigDigest("app:v1"), null), new Damage.NoLayerLink(digest, VerifyStage.LayerDigest("app:v1"))],
            damage.ToArray());
    }

    [Fact]
    public async Task A_link_that_another_repository_has_does_not_help()
    {
        _stage.Image("app", "v1", "the same");
        _stage.Image("other", "v1", "the same");
        TempStore.Damage(_stage.LayerLink("app", VerifyStage.LayerDigest("the same")));

        Assert.Equal(["app:v1 missing-layer-link"], await _stage.FindAsync());
    }

    [Fact]
    public async Task Bytes_that_are_gone_break_every_repository_that_shares_them()
    {
        _stage.Image("app", "v1", "the same");
        _stage.Image("other", "v1", "the same");
        TempStore.Damage(Store.Layout.BlobData(VerifyStage.LayerDigest("the same")));

        Assert.Equal(["app:v1 missing-bytes", "other:v1 missing-bytes"], await _stage.FindAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("longer than the layer of app:v1 by some bytes")]
    public async Task A_layer_of_another_size_than_its_descriptor_says_breaks_the_tag(string content)
    {
        var digest = _stage.Image("app", "v1");
        TempStore.Write(Store.Layout.BlobData(VerifyStage.LayerDigest("app:v1")), content);

        var damage = Assert.Single(Assert.Single((await _stage.VerifyAsync()).BrokenTags).Damage);

        Assert.Equal(
            new Damage.WrongSize(digest, VerifyStage.LayerDigest("app:v1"), VerifyStage.Length(VerifyStage.LayerOf("app:v1")), content.Length), damage);
    }

    [Fact]
    public async Task A_descriptor_without_a_size_says_nothing_about_it()
    {
        var layer = Store.Layer("app", "a layer", TempStore.LongAgo);
        _stage.Manifest("app", "v1", VerifyStage.ImageOf(_stage.ConfigOf("app", "v1"), _stage.Descriptor(VerifyStage.Layer, layer, size: 0)));

        Assert.Empty(await _stage.FindAsync());
    }

    [Fact]
    public async Task A_flipped_byte_is_seen_only_by_a_deep_look()
    {
        _stage.Image("app", "v1");
        var layer = Store.Layout.BlobData(VerifyStage.LayerDigest("app:v1"));
        TempStore.Write(layer, File.ReadAllText(layer).Replace('l', 'L'));

        Assert.Empty(await _stage.FindAsync());
        Assert.Equal(["app:v1 wrong-hash"], await _stage.FindAsync(deep: true));
    }

    [Fact]
    public async Task A_manifest_with_a_flipped_byte_that_still_is_one_is_seen_by_a_deep_look()
    {
        var manifest = Store.Layout.BlobData(_stage.Image("app", "v1"));
        TempStore.Write(manifest, File.ReadAllText(manifest).Replace("tar+gzip", "tar+zstd", StringComparison.Ordinal));

        Assert.Empty(await _stage.FindAsync());
        Assert.Equal(["app:v1 wrong-hash"], await _stage.FindAsync(deep: true));
    }

    [Fact]
    public async Task Something_else_than_a_file_in_a_blobs_place_breaks_the_tag_and_holds_nobody_up()
    {
        _stage.Image("app", "v1");
        var layer = Store.Layout.BlobData(VerifyStage.LayerDigest("app:v1"));
        TempStore.Damage(layer);
        Posix.NamedPipe(layer);

        Assert.Equal(["app:v1 unreadable"], await _stage.FindAsync(deep: true));
    }

    [Fact]
    public async Task A_foreign_layer_may_be_missing()
    {
        const string urls = ""","urls":["https://example.invalid/layer"]""";
        var (never, gone) = (TempStore.DigestOf("never pushed"), Store.Layer("app", "was pushed", TempStore.LongAgo));
        TempStore.Damage(Store.Layout.BlobData(gone));
        _stage.Manifest("app", "v1", VerifyStage.ImageOf(
            _stage.ConfigOf("app", "v1"), _stage.Descriptor(VerifyStage.Layer, never, more: urls), _stage.Descriptor(VerifyStage.Layer, gone, more: urls)));

        Assert.Empty(await _stage.FindAsync(deep: true));
    }
}
