using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>What passes read and what they know from the pass before. The newest five tags stay.</summary>
[Collection(OneAtATime.Collection)]
public sealed class RememberedMarkTests : IDisposable
{
    private const string App = "team/app";

    private readonly TempStore _store = new();
    private readonly StagedPass _pass;

    public RememberedMarkTests()
    {
        _pass = new StagedPass(_store);
        _pass.Settings = _pass.Settings with { Retention = Keep.Last(5) };
        _store.Image(App, "v1", TempStore.Minute(1));
        _store.Image(App, "v2", TempStore.Minute(2));
    }

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task The_first_pass_reads_everything_and_the_second_nothing()
    {
        Assert.Equal((2, 2), await ReadAsync());
        Assert.Equal((0, 0), await ReadAsync());
    }

    [Fact]
    public async Task The_second_pass_opens_no_file_of_the_registry()
    {
        await ReadAsync();
        using var opened = new OpenedFiles(_store.Layout.Registry);

        await ReadAsync();

        Assert.Empty(opened.Take());
    }

    [Fact]
    public async Task A_pass_that_learnt_nothing_writes_nothing()
    {
        await ReadAsync();
        File.SetLastWriteTimeUtc(_store.Layout.MarkCache, TempStore.LongAgo.UtcDateTime);

        await ReadAsync();

        Assert.Equal(TempStore.LongAgo.UtcDateTime, File.GetLastWriteTimeUtc(_store.Layout.MarkCache));
    }

    [Fact]
    public async Task Of_a_new_push_alone_the_manifest_and_the_tag_are_read()
    {
        await ReadAsync();
        _store.Image(App, "v3", TempStore.Minute(3));

        Assert.Equal((1, 1), await ReadAsync());
        Assert.Equal((0, 0), await ReadAsync());
    }

    [Fact]
    public async Task A_tag_that_was_pushed_again_is_read_again()
    {
        await ReadAsync();
        var other = File.ReadAllText(_store.TagLink(App, "v2"));
        TempStore.Write(_store.TagLink(App, "v1"), other, TempStore.Minute(3));

        Assert.Equal((0, 1), await ReadAsync());
    }

    [Fact]
    public async Task A_tag_of_the_last_three_seconds_is_read_by_the_next_pass_too()
    {
        _store.Image(App, "v3", _pass.Clock.GetUtcNow().AddSeconds(-2)); // three when it is read

        await ReadAsync();
        Assert.Equal((0, 1), await ReadAsync());
        Assert.Equal((0, 0), await ReadAsync());
    }

    [Fact]
    public async Task Where_a_tag_goes_the_links_of_all_are_read()
    {
        await ReadAsync();
        _pass.Settings = _pass.Settings with { Retention = Keep.Last(1) };

        Assert.Equal((0, 1), await ReadAsync());
    }

    [Fact]
    public async Task The_platforms_that_a_sparse_index_lacks_are_nothing_to_remember_or_to_write()
    {
        _store.Index(App, "sparse", TempStore.Minute(3), TempStore.DigestOf("a platform of elsewhere"), Digest.Parse(File.ReadAllText(_store.TagLink(App, "v1"))));

        Assert.Equal((3, 3), await ReadAsync());
        Assert.Equal((0, 0), await ReadAsync());
    }

    [Fact]
    public async Task A_manifest_that_names_a_layer_by_its_sha512_is_read_by_every_pass()
    {
        var layer = Digest.Parse($"sha512:{new string('b', 128)}");
        TempStore.Write(_store.Layout.LayerLink(RepositoryName.Parse(App), layer), _store.Blob("pushed by its sha512").ToString());
        _store.Manifest(App, "v3", TempStore.Minute(3), Manifests.Image(_store.Layer(App, "{}", TempStore.LongAgo), [layer]));

        Assert.Equal((3, 3), await ReadAsync());
        Assert.Equal((1, 0), await ReadAsync());
        Assert.True(_store.CanPull(App, "v3"));
    }

    [Fact]
    public async Task A_damaged_file_is_told_once_and_the_pass_is_as_if_it_was_not_there()
    {
        await ReadAsync();
        var bytes = File.ReadAllBytes(_store.Layout.MarkCache);
        bytes[20] ^= 1;
        File.WriteAllBytes(_store.Layout.MarkCache, bytes);

        Assert.Equal((2, 2), await ReadAsync());

        Assert.Single(_pass.Log.Events, e => e.Id == 2202 && e.Message.StartsWith(_store.Layout.MarkCache, StringComparison.Ordinal));
        Assert.Equal((0, 0), await ReadAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_the_file_or_without_a_pass_decides_the_same(bool deleted)
    {
        Scene.Stage(_store);
        _pass.Settings = _pass.Settings with { Retention = Keep.Last(50) };
        await ReadAsync();
        _pass.Settings = _pass.Settings with { Retention = Keep.Last(2) };
        var steps = (await _pass.PreviewAsync()).Steps.Select(step => $"{step.What}: {step.Reason}").ToArray();
        if (deleted)
            TempStore.Damage(_store.Layout.MarkCache);

        Assert.Equal(steps, (await _pass.PreviewAsync()).Steps.Select(step => $"{step.What}: {step.Reason}").ToArray());
        await ReadAsync();
        Scene.AssertKept(_store, deleted ? "without" : "with");
    }

    [Fact]
    public async Task A_manifest_that_was_known_and_whose_bytes_are_lost_is_missed()
    {
        await ReadAsync();
        TempStore.Damage(_store.Layout.Blob(Digest.Parse(File.ReadAllText(_store.TagLink(App, "v2")))));

        _pass.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<PassResult.Failed>(await _pass.RunAsync());

        Assert.Contains(_pass.Log.Events, e => e.Message.Contains("the manifest is missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tag_whose_link_was_changed_behind_its_time_loses_nothing_and_is_read_from_then_on()
    {
        _store.Image(App, null, TempStore.LongAgo, content: "restored behind its time");
        var restored = _store.Image(App, "v3", TempStore.Minute(3), content: "restored behind its time");
        await ReadAsync();
        TempStore.Write(_store.TagLink(App, "v3"), File.ReadAllText(_store.TagLink(App, "v1")), TempStore.Minute(4));
        await ReadAsync(); // now it goes by v1's manifest
        _store.Image(App, null, TempStore.LongAgo, content: "restored behind its time");
        _store.Image(App, null, TempStore.LongAgo, content: "dead, so that something is final");
        TempStore.Write(_store.TagLink(App, "v3"), restored.ToString(), TempStore.Minute(4));

        _pass.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Assert.Null(Puller.WhyNot(_store.Layout, App, "v3"));
        Assert.Contains(2201, _pass.Log.Ids);
        Assert.False(File.Exists(_store.Layout.BlobData(TempStore.DigestOf("the layer of dead, so that something is final"))));
        var (_, links) = await ReadAsync();
        Assert.True(links > 0, "the next pass believes what has just been proven wrong");
        Assert.Single(_pass.Log.Ids, 2304);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_told_and_fails_no_pass()
    {
        Directory.CreateDirectory($"{_store.Layout.MarkCache}/in the way");

        Assert.Equal((2, 2), await ReadAsync());
        Assert.Contains(2013, _pass.Log.Ids);
    }

    /// <summary>How many manifests and tag links a pass reads.</summary>
    private async Task<(int Manifests, int Links)> ReadAsync()
    {
        _pass.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());
        var words = _pass.Log.Events.Last(e => e.Id == 2012).Message.Split(' ');
        return (int.Parse(words[1]), int.Parse(words[4]));
    }
}
