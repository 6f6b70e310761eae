using RegistryJanitor.Daemon;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>Stores that no tidy client makes, but that the registry serves.</summary>
[Collection(OneAtATime.Collection)]
public sealed class OddStoreTests : IDisposable
{
    private const string App = "team/app";

    private readonly TempStore _store = new();
    private readonly StagedPass _pass;

    public OddStoreTests() => _pass = new StagedPass(_store);

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task A_child_that_was_uploaded_as_a_blob_and_is_named_by_its_sha512_keeps_what_it_leads_to()
    {
        var platform = _store.Image(App, null, TempStore.LongAgo, content: "a platform");
        var child = _store.Alias(App, Manifests.Index([platform]), TempStore.LongAgo);
        var index = Manifests.Index([child]).Replace(MediaType.OciManifest.Value, MediaType.OciIndex.Value, StringComparison.Ordinal);
        _store.Manifest(App, "v1", TempStore.LongAgo, index);
        Assert.True(_store.CanPull(App, "v1"));

        await _pass.RunAsync();

        Assert.True(_store.HasRevision(App, platform));
        Assert.True(_store.CanPull(App, "v1"));
    }

    [Fact]
    public async Task A_tag_that_may_be_an_image_named_by_a_digest_stays_when_its_bytes_are_lost()
    {
        var tag = $"sha256-{TempStore.DigestOf("a source").Hex}";
        var lost = _store.Image(App, tag, TempStore.Minute(1));
        var layer = TempStore.DigestOf($"the layer of {App}:{tag}");
        TempStore.Damage(_store.Layout.BlobData(lost));

        Assert.IsType<PassResult.Failed>(await _pass.RunAsync());

        Assert.True(_store.HasTag(App, tag));
        Assert.True(File.Exists(_store.Layout.BlobData(layer)));
    }

    [Fact]
    public async Task Pushes_that_were_cut_off_do_not_push_out_the_tags_that_still_pull()
    {
        _store.Image(Scene.App, "v1", TempStore.Minute(1));
        _store.Image(Scene.App, "v2", TempStore.Minute(2));
        TempStore.Write(_store.TagLink(Scene.App, "v3"), "", TempStore.Minute(3));
        TempStore.Write(_store.TagLink(Scene.App, "v4"), "", TempStore.Minute(4));

        Assert.IsType<PassResult.Failed>(await _pass.RunAsync());

        Assert.True(_store.CanPull(Scene.App, "v1"));
        Assert.True(_store.CanPull(Scene.App, "v2"));
    }

    [Fact]
    public async Task A_newest_tag_whose_manifest_is_lost_does_not_push_out_the_one_before()
    {
        _pass.Settings = _pass.Settings with { Retention = Keep.Last(1) };
        _store.Image(Scene.App, "v1", TempStore.Minute(1));
        var lost = _store.Image(Scene.App, "v2", TempStore.Minute(2));
        TempStore.Damage(_store.RevisionLink(Scene.App, lost));

        Assert.IsType<PassResult.Failed>(await _pass.RunAsync());

        Assert.True(_store.CanPull(Scene.App, "v1"));
    }

    [Fact]
    public async Task A_child_that_was_uploaded_as_a_blob_keeps_what_it_leads_to()
    {
        // The registry serves it by its layer link, so the index was accepted and pulls; there is no revision for it.
        var layer = _store.Layer(Scene.App, "the layer of the child", TempStore.LongAgo);
        var config = _store.Layer(Scene.App, "{}", TempStore.LongAgo);
        var grandchild = _store.Manifest(Scene.App, null, TempStore.LongAgo, Manifests.Image(config, [layer]));
        var child = _store.Layer(Scene.App, Manifests.Index([grandchild]), TempStore.LongAgo);
        _store.Index(Scene.App, "v1", TempStore.Minute(1), child);
        _pass.CollectorNames(layer, config, child);

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Assert.True(_store.HasRevision(Scene.App, grandchild));
        Assert.All([layer, config, child], digest => Assert.True(File.Exists(_store.Layout.BlobData(digest))));
    }

    [Fact]
    public async Task A_chain_of_thousands_of_indexes_is_read_to_its_end()
    {
        var last = _store.Image(Scene.App, null, TempStore.LongAgo);
        var chain = last;
        for (var i = 0; i < 5_000; i++)
            chain = _store.Index(Scene.App, null, TempStore.LongAgo, chain);
        _store.Index(Scene.App, "v1", TempStore.LongAgo, chain);
        _store.Image(Scene.App, null, TempStore.LongAgo, content: "dead, so that the mark has to read");
        _pass.Settings = _pass.Settings with { Parallelism = 8 };

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Assert.True(_store.HasRevision(Scene.App, last));
    }

    [Fact]
    public async Task Images_that_are_named_by_a_digest_of_their_own_are_no_signatures()
    {
        var tags = Enumerable.Range(1, 3).Select(number => $"sha256-{TempStore.DigestOf($"source {number}").Hex}").ToArray();
        for (var i = 0; i < tags.Length; i++)
            _store.Image(Scene.App, tags[i], TempStore.Minute(i));

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Assert.All(tags, tag => Assert.True(_store.CanPull(Scene.App, tag)));
    }

    [Fact]
    public async Task An_empty_store_that_the_registry_does_not_use_is_told()
    {
        _pass.Configure("storage: {filesystem: {rootdirectory: /srv/elsewhere}}");

        var result = Assert.IsType<PassResult.Failed>(await _pass.RunAsync());

        Assert.Contains("/srv/elsewhere", result.Sentence, StringComparison.Ordinal);
    }
}
