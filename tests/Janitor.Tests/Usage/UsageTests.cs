using System.Text;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Tests.Usage;

public sealed class UsageTests : IDisposable
{
    private readonly UsageStage _stage = new();

    private TempStore Store => _stage.Store;

    public void Dispose() => _stage.Dispose();

    [Fact]
    public void A_tag_takes_its_manifest_its_config_and_its_layers()
    {
        var image = _stage.Image("app", "v1", "base*1000", "own*200");

        var usage = _stage.Count();

        var tag = UsageStage.Tag(usage, "app", "v1");
        Assert.Equal(_stage.Bytes(image, "base*1000", "own*200"), tag.Bytes);
        Assert.Equal(tag.Bytes, tag.BytesAlone);
        Assert.Equal(image, tag.Digest);
        Assert.Equal((4, tag.Bytes, 0L), (usage.Blobs, usage.Bytes, usage.UnreferencedBytes));
    }

    [Fact]
    public void A_layer_that_two_tags_share_is_alone_with_neither_and_alone_with_their_repository()
    {
        var one = _stage.Image("app", "v1", "base*1000", "one*100");
        var two = _stage.Image("app", "v2", "base*1000", "two*200");

        var usage = _stage.Count();

        Assert.Equal(_stage.Bytes(one, "base*1000", "one*100"), UsageStage.Tag(usage, "app", "v1").Bytes);
        Assert.Equal(_stage.Bytes(one, "one*100"), UsageStage.Tag(usage, "app", "v1").BytesAlone);
        Assert.Equal(_stage.Bytes(two, "two*200"), UsageStage.Tag(usage, "app", "v2").BytesAlone);
        Assert.Equal(usage.Bytes, UsageStage.Repository(usage, "app").Bytes);
        Assert.Equal(usage.Bytes, UsageStage.Repository(usage, "app").BytesAlone);
    }

    [Fact]
    public void A_layer_that_two_repositories_share_is_alone_with_neither()
    {
        var one = _stage.Image("one", "v1", "base*1000", "one*100");
        _stage.Image("one", "v2", "base*1000", "one*100");
        _stage.Image("two", "v1", "base*1000", "two*200");

        var usage = _stage.Count();

        var repository = UsageStage.Repository(usage, "one");
        Assert.Equal(repository.Bytes - 1000, repository.BytesAlone);
        Assert.Equal(_stage.Bytes(one), UsageStage.Tag(usage, "one", "v1").BytesAlone);
        Assert.Equal(usage.Bytes, repository.BytesAlone + UsageStage.Repository(usage, "two").BytesAlone + 1000);
    }

    [Fact]
    public void Two_tags_of_one_digest_take_the_same_and_nothing_alone()
    {
        var image = _stage.Image("app", "v1", "own*100");
        TempStore.Write(Store.TagLink("app", "latest"), image.ToString());

        var usage = _stage.Count();

        foreach (var name in (string[])["v1", "latest"])
            Assert.Equal((usage.Bytes, 0L), (UsageStage.Tag(usage, "app", name).Bytes, UsageStage.Tag(usage, "app", name).BytesAlone));
        Assert.Equal(usage.Bytes, UsageStage.Repository(usage, "app").BytesAlone);
    }

    [Fact]
    public void An_index_of_indexes_takes_all_its_platforms_each_blob_once()
    {
        var amd64 = _stage.Image("app", null, "base*1000", "amd64*100");
        var arm64 = _stage.Image("app", null, "base*1000", "arm64*200");
        var inner = _stage.Index("app", null, amd64, arm64);
        var outer = _stage.Index("app", "v1", inner, amd64);

        var usage = _stage.Count();

        Assert.Equal(
            1000 + _stage.Bytes(amd64, "amd64*100") + _stage.Bytes(arm64, "arm64*200") + _stage.Length(inner) + _stage.Length(outer),
            UsageStage.Tag(usage, "app", "v1").Bytes);
        Assert.Equal(usage.Bytes, UsageStage.Tag(usage, "app", "v1").BytesAlone);
    }

    [Fact]
    public void A_platform_that_a_sparse_index_lacks_takes_nothing_and_is_no_fault()
    {
        var amd64 = _stage.Image("app", null, "amd64*100");
        var index = _stage.Index("app", "v1", amd64, TempStore.DigestOf("never copied"));

        Assert.Equal(_stage.Bytes(amd64, "amd64*100") + _stage.Length(index), UsageStage.Tag(_stage.Count(), "app", "v1").Bytes);
    }

    [Fact]
    public void What_was_pushed_by_its_sha512_takes_what_it_is_stored_as()
    {
        var alias = Store.Alias("app", "pushed by sha512", TempStore.LongAgo);
        var config = Store.Layer("app", "{}", TempStore.LongAgo);
        Store.Manifest("app", "v1", TempStore.LongAgo, Manifests.Image(config, [alias]));

        var usage = _stage.Count();

        Assert.Equal(usage.Bytes, UsageStage.Tag(usage, "app", "v1").Bytes);
        Assert.Equal(3, usage.Blobs);
    }

    [Fact]
    public void An_entry_of_an_index_that_the_repository_has_as_a_manifest_is_read_as_one_whatever_the_index_calls_it()
    {
        var child = _stage.Image("app", null, "own*500");
        var index = Store.Manifest(
            "app", "v1", TempStore.LongAgo,
            $$"""{"schemaVersion":2,"mediaType":"{{MediaType.OciIndex}}","manifests":[{"mediaType":"application/octet-stream","digest":"{{child}}","size":1}]}""");

        Assert.Equal(_stage.Length(index) + _stage.Bytes(child, "own*500"), UsageStage.Tag(_stage.Count(), "app", "v1").Bytes);
    }

    [Fact]
    public void A_signature_takes_its_space_by_its_own_tag()
    {
        var image = _stage.Image("app", "v1", "own*500");
        _stage.Image("app", $"sha256-{image.Hex}.sig", "signature*50");

        var usage = _stage.Count();

        Assert.Equal(_stage.Bytes(image, "own*500"), UsageStage.Tag(usage, "app", "v1").Bytes);
        Assert.Equal(0, usage.UnreferencedBytes);
    }

    [Fact]
    public void Untagged_manifests_and_blobs_of_nobody_are_what_no_tag_leads_to()
    {
        _stage.Image("app", "v1", "base*1000");
        var untagged = _stage.Image("app", null, "base*1000", "untagged*300");
        Store.Blob("of nobody");

        var usage = _stage.Count();

        Assert.Equal(_stage.Bytes(untagged, "untagged*300") + Encoding.UTF8.GetByteCount("of nobody"), usage.UnreferencedBytes);
    }

    [Fact]
    public void A_repository_without_tags_takes_nothing_and_was_never_pushed()
    {
        _stage.Image("app", null, "own*100");

        var repository = UsageStage.Repository(_stage.Count(), "app");

        Assert.Equal((0L, 0L, null), (repository.Bytes, repository.BytesAlone, repository.PushedAt));
    }

    [Fact]
    public void What_is_no_manifest_takes_itself_and_is_told()
    {
        var odd = Store.Manifest("app", "v1", TempStore.LongAgo, "no manifest");

        var report = _stage.Read();

        Assert.Equal(_stage.Length(odd), UsageStage.Tag(report.Usage, "app", "v1").Bytes);
        Assert.False(report.IsWhole);
        Assert.Equal(Store.Layout.BlobData(odd), Assert.Single(report.Faults).Path);
    }

    [Fact]
    public void A_blob_whose_bytes_are_lost_takes_nothing_and_is_told()
    {
        var image = _stage.Image("app", "v1", "base*1000", "lost*500");
        TempStore.Damage(Store.Layout.BlobData(TempStore.DigestOf(UsageStage.Content("lost*500"))));

        var report = _stage.Read();

        Assert.Equal(_stage.Bytes(image, "base*1000"), UsageStage.Tag(report.Usage, "app", "v1").Bytes);
        Assert.True(report.IsWhole);
        Assert.IsType<StoreFault.Broken>(Assert.Single(report.Faults));
    }

    [Fact]
    public void A_tag_whose_link_says_nothing_is_listed_without_a_digest_and_told()
    {
        _stage.Image("app", "v1", "base*1000");
        TempStore.Write(Store.TagLink("app", "empty"), "");

        var report = _stage.Read();

        Assert.Equal((null, 0L), (UsageStage.Tag(report.Usage, "app", "empty").Digest, UsageStage.Tag(report.Usage, "app", "empty").Bytes));
        Assert.Equal(Store.TagLink("app", "empty"), Assert.Single(report.Faults).Path);
    }

    [Fact]
    public void A_tag_whose_manifest_is_lost_is_told()
    {
        var image = _stage.Image("app", "v1", "base*1000");
        TempStore.Damage(Path.GetDirectoryName(Store.Layout.BlobData(image))!);

        Assert.Equal(Store.Layout.BlobData(image), Assert.Single(_stage.Read().Faults).Path);
    }

    [Fact]
    public void Counting_changes_no_byte_and_no_time()
    {
        _stage.Image("app", "v1", "base*1000");
        var before = Tree.Of(Store.Root, withDirectoryTimes: true);

        _stage.Count();

        Assert.Equal(before, Tree.Of(Store.Root, withDirectoryTimes: true));
    }

    [Fact]
    public async Task What_a_pass_remembers_changes_no_number()
    {
        _stage.Image("app", "v1", "base*1000", "one*100");
        _stage.Index("app", "v2", _stage.Image("app", null, "base*1000", "two*100"));
        using var pass = new StagedPass(Store);
        var before = _stage.Count();
        await pass.RunAsync();
        Assert.True(File.Exists(Store.Layout.MarkCache));

        Assert.Equal(Told(before), Told(_stage.Count()));
    }

    private static string Told(StoreUsage usage) => string.Join(
        '\n',
        usage.Repositories.SelectMany(repository => repository.Tags.Select(tag => $"{repository.Repository} {repository.Bytes} {repository.BytesAlone} {tag}")));
}
