using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>Layer links, entries of a tag's history and uploads that nobody needs. The newest tag stays, an hour of grace, three days for uploads.</summary>
[Collection(OneAtATime.Collection)]
public sealed class StaleLinkTests : IDisposable
{
    private const string App = "team/app";

    private readonly TempStore _store = new();
    private readonly StagedPass _pass;

    public StaleLinkTests()
    {
        _pass = new StagedPass(_store);
        _pass.Settings = _pass.Settings with { Retention = Keep.Last(1) };
    }

    private DateTimeOffset Now => _pass.Clock.GetUtcNow();

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task A_layer_link_that_no_manifest_names_goes_when_it_is_old(int seconds, bool goes)
    {
        _store.Image(App, "v1");
        var layer = _store.Layer(App, "named by nothing", Now.AddHours(-1).AddSeconds(seconds));

        await RunAsync();

        Assert.Equal(goes, !HasLayer(layer));
        Assert.Equal(goes, !File.Exists(_store.Layout.BlobData(layer)));
        Assert.True(_store.CanPull(App, "v1"));
    }

    [Fact]
    public async Task A_push_that_is_still_uploading_keeps_its_first_layer_however_old()
    {
        _store.Image(App, "v1");
        var layer = _store.Layer(App, "uploaded hours ago", Now.AddHours(-5));
        _store.Upload(App, "7c0a4a5e", Now.AddMinutes(-1));

        await RunAsync();

        Assert.True(HasLayer(layer));
        Assert.True(File.Exists(_store.Layout.BlobData(layer)));
    }

    [Fact]
    public async Task An_upload_in_one_repository_keeps_nothing_in_another()
    {
        _store.Image(App, "v1");
        var layer = _store.Layer(App, "named by nothing", TempStore.LongAgo);
        _store.Upload("team/other", "7c0a4a5e", Now);

        await RunAsync();

        Assert.False(HasLayer(layer));
    }

    [Fact]
    public async Task An_old_blob_that_is_mounted_just_before_the_scan_stays()
    {
        _store.Image(App, "v1");
        var layer = _store.Layer("team/source", "old and unreferenced", TempStore.LongAgo);
        _store.Layer(App, "old and unreferenced", Now);

        await RunAsync();

        Assert.True(HasLayer(layer));
        Assert.True(File.Exists(_store.Layout.BlobData(layer)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_layer_link_of_a_repository_that_has_manifests_stays_and_its_blob_goes(bool besideAnEmptyDirectory)
    {
        _store.Manifest(App, "v1", TempStore.LongAgo, Manifests.Index([]));
        var older = _store.Layer(App, "older", TempStore.Minute(1));
        var newer = _store.Layer(App, "newer", TempStore.Minute(2));
        if (besideAnEmptyDirectory)
            Aged.Empty(_store.Layout.Layer(RepositoryName.Parse(App), TempStore.DigestOf("half deleted")));

        await RunAsync();
        await RunAsync();

        Assert.Equal((false, true), (HasLayer(older), HasLayer(newer)));
        Assert.False(File.Exists(_store.Layout.BlobData(newer)));
    }

    [Fact]
    public async Task The_last_layer_link_of_a_repository_without_manifests_goes()
    {
        var layer = _store.Layer(App, "given up", TempStore.LongAgo);

        await RunAsync();

        Assert.False(HasLayer(layer));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task An_entry_in_a_tag_s_history_goes_with_its_manifest_when_it_is_old(int seconds, bool goes)
    {
        var dead = _store.Image(App, "v1", TempStore.Minute(1), content: "overwritten");
        _store.Image(App, "v1", TempStore.Minute(2));
        var entry = $"{_store.Layout.TagIndexEntry(RepositoryName.Parse(App), Tag.Parse("v1"), dead)}/link";
        File.SetLastWriteTimeUtc(entry, Now.AddHours(-1).AddSeconds(seconds).UtcDateTime);

        await RunAsync();

        Assert.False(_store.HasRevision(App, dead));
        Assert.Equal(goes, !File.Exists(entry));
    }

    [Fact]
    public async Task The_entry_of_a_manifest_that_lives_by_another_tag_stays()
    {
        _pass.Settings = _pass.Settings with { Retention = Keep.Last(2) };
        var shared = _store.Image(App, "v1", TempStore.Minute(1), content: "shared");
        _store.Image(App, "v2", TempStore.Minute(1), content: "shared");
        _store.Image(App, "v1", TempStore.Minute(2));
        _store.Image(App, null, TempStore.LongAgo, content: "dead, so that entries are looked at");

        await RunAsync();

        Assert.True(File.Exists($"{_store.Layout.TagIndexEntry(RepositoryName.Parse(App), Tag.Parse("v1"), shared)}/link"));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task An_upload_is_given_up_after_its_time(int seconds, bool goes)
    {
        _store.Upload(App, "7c0a4a5e", Now.AddDays(-3).AddSeconds(seconds));

        await RunAsync(TimeSpan.Zero);

        Assert.Equal(goes, !Directory.Exists(Upload));
    }

    [Theory]
    [InlineData("data")]
    [InlineData("startedat")]
    [InlineData("hashstates")]
    [InlineData(".")]
    public async Task One_young_part_keeps_an_upload(string part)
    {
        _store.Upload(App, "7c0a4a5e", TempStore.LongAgo);
        Directory.CreateDirectory($"{Upload}/hashstates");
        Aged.Directories(Upload);
        if (part is "data" or "startedat")
            File.SetLastWriteTimeUtc($"{Upload}/{part}", Now.UtcDateTime);
        else
            Directory.SetLastWriteTimeUtc($"{Upload}/{part}", Now.UtcDateTime);

        await RunAsync();

        Assert.True(Directory.Exists(Upload));
    }

    [Fact]
    public async Task An_upload_that_goes_on_at_the_last_moment_stays()
    {
        _store.Upload(App, "7c0a4a5e", TempStore.Minute(0).AddDays(-1));

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync(mutator => new ObservedMutator(mutator)
        {
            Before = operation =>
            {
                if (operation.Number == 1)
                    File.AppendAllText($"{operation.Path}/data", "and on");
                return default;
            },
        }));

        Assert.Equal("half a layerand on", File.ReadAllText($"{Upload}/data"));
    }

    [Fact]
    public async Task A_repository_that_was_copied_with_one_time_for_everything_keeps_what_pulls()
    {
        for (var i = 0; i < 5; i++)
            _store.Image(App, $"v{i}", TempStore.LongAgo);
        _pass.Settings = _pass.Settings with { Retention = Keep.Last(3) };

        await RunAsync();
        var kept = Directory.GetDirectories(_store.Layout.Tags(RepositoryName.Parse(App))).Select(path => Path.GetFileName(path)!).ToArray();
        await RunAsync();

        Assert.Equal(["v2", "v3", "v4"], kept.Order(StringComparer.Ordinal).ToArray());
        Assert.All(kept, tag => Assert.True(_store.CanPull(App, tag)));
    }

    private string Upload => $"{_store.Layout.Uploads(RepositoryName.Parse(App))}/7c0a4a5e";

    private bool HasLayer(Digest digest) => File.Exists(_store.Layout.LayerLink(RepositoryName.Parse(App), digest));

    private async Task RunAsync(TimeSpan? later = null)
    {
        later ??= TimeSpan.FromMilliseconds(1);
        _pass.Clock.Advance(later.Value);
        _pass.Settings = _pass.Settings with { Grace = _pass.Settings.Grace + later.Value };
        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());
    }
}
