using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>Layers that a manifest names by another digest than the one they are stored by. Everything here is old.</summary>
[Collection(OneAtATime.Collection)]
public sealed class LayerAliasTests : IDisposable
{
    private static readonly RepositoryName s_app = RepositoryName.Parse("team/app");
    private static readonly Digest s_sha512 = Digest.Parse($"sha512:{new string('c', 128)}");

    private readonly TempStore _store = new();
    private readonly StagedPass _pass;
    private readonly Digest _blob;

    public LayerAliasTests()
    {
        _pass = new StagedPass(_store);
        _pass.Settings = _pass.Settings with { Retention = Keep.Last(1) };
        _blob = _store.Layer(s_app.Value, "pushed by its sha512", TempStore.LongAgo);
    }

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task A_layer_that_was_pushed_by_its_sha512_stays_with_both_of_its_links()
    {
        Name(s_sha512);
        Link(s_sha512, _blob.ToString());
        Dead();

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Assert.True(_store.CanPull(s_app.Value, "v1"));
        Assert.True(File.Exists(_store.Layout.LayerLink(s_app, _blob)));
    }

    [Fact]
    public async Task Once_nothing_names_it_the_links_and_the_blob_go()
    {
        _store.Image(s_app.Value, "v1");
        Link(s_sha512, _blob.ToString());

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Assert.False(File.Exists(_store.Layout.BlobData(_blob)));
        Assert.False(File.Exists(_store.Layout.LayerLink(s_app, s_sha512)));
        Assert.False(File.Exists(_store.Layout.LayerLink(s_app, _blob)));
    }

    [Fact]
    public async Task A_link_by_a_sha256_that_is_no_blob_is_followed_too()
    {
        var other = TempStore.DigestOf("the same content before it was compressed again");
        Name(other);
        Link(other, _blob.ToString());
        Dead();

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Assert.True(_store.CanPull(s_app.Value, "v1"));
    }

    [Fact]
    public async Task A_link_of_another_repository_is_not_followed()
    {
        Name(s_sha512);
        TempStore.Damage(_store.Layout.Layer(s_app, _blob));
        TempStore.Write(_store.Layout.LayerLink(RepositoryName.Parse("team/other"), s_sha512), _blob.ToString());

        await _pass.RunAsync();

        Assert.False(File.Exists(_store.Layout.BlobData(_blob)));
    }

    [Fact]
    public async Task A_link_that_cannot_be_read_holds_back_its_repository_and_all_blobs()
    {
        Name(s_sha512);
        Link(s_sha512, "");
        var dead = Dead();

        Assert.IsType<PassResult.Failed>(await _pass.RunAsync());

        Assert.True(_store.HasRevision(s_app.Value, dead));
        Assert.True(File.Exists(_store.Layout.BlobData(_blob)));
    }

    [Fact]
    public async Task An_evicted_image_that_can_come_back_keeps_such_a_layer()
    {
        _pass.Settings = _pass.Settings with { Undo = TimeSpan.FromDays(1) };
        Name(s_sha512);
        Link(s_sha512, _blob.ToString());
        _store.Image(s_app.Value, "v2", TempStore.Minute(2));
        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());
        _pass.Clock.Advance(TimeSpan.FromMinutes(1));

        new TagRestore(_store.Layout, new PosixMutator(), _pass.Clock.GetUtcNow()).Restore(s_app, Tag.Parse("v1"), _pass.Settings.Undo, force: false);

        Assert.Null(Puller.WhyNot(_store.Layout, s_app.Value, "v1"));
    }

    private void Name(Digest layer) => _store.Manifest(
        s_app.Value, "v1", TempStore.Minute(1), Manifests.Image(_store.Layer(s_app.Value, "{}", TempStore.LongAgo), [layer]));

    private void Link(Digest layer, string content) => TempStore.Write(_store.Layout.LayerLink(s_app, layer), content);

    private Digest Dead() => _store.Image(s_app.Value, null, TempStore.LongAgo, content: "dead, so that something goes");
}
