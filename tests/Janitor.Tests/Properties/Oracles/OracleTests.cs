using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Properties.Oracles;

/// <summary>The oracle on stores that a person can judge. It keeps the newest tag, an hour of grace, and uploads for a week.</summary>
public sealed class OracleTests : IDisposable
{
    private const string App = "team/app";
    private static readonly DateTimeOffset s_young = FakeClock.Start.AddMinutes(-5);

    private readonly TempStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void An_evicted_image_goes_with_its_links_and_blobs_and_what_it_shares_stays()
    {
        var old = _store.Image(App, "v1", TempStore.Minute(1));
        var kept = _store.Image(App, "v2", TempStore.Minute(2));

        var oracle = Ask();

        Assert.All([_store.TagLink(App, "v1"), _store.RevisionLink(App, old), Data(old), Link(Of("v1")), Data(Of("v1"))], path => Goes(oracle, path));
        Assert.All(
            [_store.TagLink(App, "v2"), _store.RevisionLink(App, kept), Data(kept), Link(Of("v2")), Data(Of("v2")), Link(Shared), Data(Shared)],
            path => Stays(oracle, path));
        Assert.True(oracle.IsExact);
    }

    [Fact]
    public void A_young_layer_link_stays_with_its_old_blob_in_whatever_repository()
    {
        _store.Image(App, "v1", TempStore.Minute(1));
        _store.Image(App, "v2", TempStore.Minute(2));
        _store.Layer("team/other", $"the layer of {App}:v1", s_young);

        var oracle = Ask();

        Stays(oracle, Data(Of("v1")));
        Stays(oracle, Link(Of("v1"), "team/other"));
        Goes(oracle, Link(Of("v1")));
    }

    [Fact]
    public void Of_layer_links_that_nothing_names_one_stays_as_long_as_there_are_manifests()
    {
        _store.Index(App, "v1", TempStore.Minute(1), TempStore.DigestOf("a platform that is missing"));
        var stray = _store.Layer(App, "stray", TempStore.LongAgo);
        var alone = _store.Layer("team/layers", "stray, too", TempStore.LongAgo);

        var oracle = Ask();

        Assert.Equal([Below(Link(stray))], Assert.Single(oracle.NotAllMayGo));
        Goes(oracle, Data(stray));
        Goes(oracle, Link(alone, "team/layers"));
    }

    [Fact]
    public void A_blob_that_a_manifest_names_by_its_sha512_stays_where_its_link_says_that_it_lies()
    {
        var alias = _store.Alias(App, "a layer", TempStore.LongAgo);
        _store.Manifest(App, "v1", TempStore.LongAgo, Manifests.Image(_store.Layer(App, "{}", TempStore.LongAgo), [alias]));

        var oracle = Ask();

        Stays(oracle, Link(alias));
        Stays(oracle, Data(TempStore.DigestOf("a layer")));
    }

    [Fact]
    public void An_entry_in_the_history_of_a_tag_goes_with_its_manifest()
    {
        var first = _store.Image(App, "v1", TempStore.Minute(1), content: "first");
        var second = _store.Image(App, "v1", TempStore.Minute(2), content: "second");

        var oracle = Ask();

        Goes(oracle, $"{_store.TagPath(App, "v1")}/index/sha256/{first.Hex}/link");
        Stays(oracle, $"{_store.TagPath(App, "v1")}/index/sha256/{second.Hex}/link");
    }

    [Fact]
    public void A_signature_whose_image_another_repository_evicts_in_this_pass_is_free()
    {
        var signed = _store.Image("team/product", "v1", TempStore.Minute(1));
        _store.Image("team/product", "v2", TempStore.Minute(2));
        var signature = $"sha256-{signed.Hex}.sig";
        _store.Image(App, signature, TempStore.Minute(3));

        var oracle = Ask();

        Assert.False(oracle.MustStay.ContainsKey(Below(_store.TagLink(App, signature))) || oracle.MustGo.ContainsKey(Below(_store.TagLink(App, signature))));
        Assert.False(oracle.IsExact);
    }

    [Fact]
    public void An_upload_goes_by_the_time_of_its_newest_file()
    {
        _store.Upload(App, "given-up", FakeClock.Start.AddDays(-8));
        _store.Upload(App, "long", FakeClock.Start.AddDays(-8));
        TempStore.Write(Uploads("long/data"), "more of it", FakeClock.Start.AddDays(-6));

        var oracle = Ask();

        Assert.All([Uploads("given-up/data"), Uploads("given-up/startedat")], path => Goes(oracle, path));
        Assert.All([Uploads("long/data"), Uploads("long/startedat")], path => Stays(oracle, path));
    }

    private static Digest Shared { get; } = TempStore.DigestOf("the layer that all images share");

    private static Digest Of(string tag) => TempStore.DigestOf($"the layer of {App}:{tag}");

    private void Stays(Oracle oracle, string path) => Assert.True(oracle.MustStay.ContainsKey(Below(path)), $"{Below(path)} need not stay");

    private void Goes(Oracle oracle, string path) => Assert.True(oracle.MustGo.ContainsKey(Below(path)), $"{Below(path)} need not go");

    private Oracle Ask() => new(
        StoreFiles.Read(_store.Root), new OracleSettings(KeepLast: 1, FakeClock.Start.UtcDateTime, TimeSpan.FromHours(1), OnePass.UploadsKeep));

    private string Data(Digest digest) => _store.Layout.BlobData(digest);

    private string Link(Digest digest, string repository = App) =>
        $"{_store.Layout.Layers(RepositoryName.Parse(repository))}/{digest.Algorithm}/{digest.Hex}/link";

    private string Uploads(string path) => $"{_store.Layout.Repository(RepositoryName.Parse(App))}/_uploads/{path}";

    private string Below(string path) => Path.GetRelativePath(_store.Layout.Registry, path);
}
