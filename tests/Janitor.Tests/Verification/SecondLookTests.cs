using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;
using RegistryJanitor.Verification;

namespace RegistryJanitor.Tests.Verification;

/// <summary>A registry and a janitor write beside the verification: what looks broken is looked at twice more.</summary>
public sealed class SecondLookTests : IDisposable
{
    private readonly VerifyStage _stage = new();
    private readonly List<int> _looks = [];

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task A_sound_store_is_looked_at_once()
    {
        _stage.Image("app", "v1");

        await _stage.VerifyAsync(beforeLook: _looks.Add);

        Assert.Empty(_looks);
    }

    [Fact]
    public async Task What_stays_broken_is_looked_at_three_times()
    {
        TempStore.Damage(_stage.Layout.BlobData(_stage.Image("app", "v1")));

        await _stage.VerifyAsync(beforeLook: _looks.Add);

        Assert.Equal([2, 3], _looks);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_link_that_was_just_being_written_is_not_reported(int healsBefore)
    {
        var digest = _stage.Image("app", "v1");
        TempStore.Write(_stage.Store.TagLink("app", "v1"), "");

        Assert.Empty(await _stage.FindAsync(beforeLook: Before(healsBefore, () => TempStore.Write(_stage.Store.TagLink("app", "v1"), digest.ToString()))));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_blob_that_a_pass_puts_back_is_not_reported(int healsBefore)
    {
        _stage.Image("app", "v1");
        var layer = _stage.Layout.BlobData(VerifyStage.LayerDigest("app:v1"));
        TempStore.Damage(layer);

        Assert.Empty(await _stage.FindAsync(deep: true, Before(healsBefore, () => TempStore.Write(layer, VerifyStage.LayerOf("app:v1")))));
    }

    [Fact]
    public async Task A_manifest_that_is_there_at_the_second_look_is_not_reported()
    {
        var digest = _stage.Image("app", "v1");
        var json = File.ReadAllText(_stage.Layout.BlobData(digest));
        TempStore.Write(_stage.Layout.BlobData(digest), "");

        Assert.Empty(await _stage.FindAsync(beforeLook: Before(2, () => TempStore.Write(_stage.Layout.BlobData(digest), json))));
    }

    [Fact]
    public async Task A_platform_that_is_there_at_the_second_look_does_not_break_its_index()
    {
        var platform = _stage.Image("app", null, "amd64");
        var json = File.ReadAllText(_stage.Layout.BlobData(platform));
        _stage.Index("app", "v1", _stage.Child(platform));
        TempStore.Write(_stage.Layout.BlobData(platform), "");

        Assert.Empty(await _stage.FindAsync(beforeLook: Before(2, () => TempStore.Write(_stage.Layout.BlobData(platform), json))));
    }

    [Fact]
    public async Task A_manifest_whose_bytes_are_right_again_is_read_again()
    {
        var manifest = _stage.Layout.BlobData(_stage.Image("app", "v1"));
        var json = File.ReadAllText(manifest);
        var another = VerifyStage.ImageOf(_stage.ConfigOf("app", "v1"), _stage.Descriptor(VerifyStage.Layer, TempStore.DigestOf("lost")));
        TempStore.Write(manifest, another);

        Assert.Empty(await _stage.FindAsync(deep: true, Before(2, () => TempStore.Write(manifest, json))));
    }

    [Fact]
    public async Task Bytes_that_are_whole_at_the_second_deep_look_are_not_reported()
    {
        _stage.Image("app", "v1");
        var layer = _stage.Layout.BlobData(VerifyStage.LayerDigest("app:v1"));
        TempStore.Write(layer, "THE LAYER OF APP:V1");

        Assert.Empty(await _stage.FindAsync(deep: true, Before(2, () => TempStore.Write(layer, VerifyStage.LayerOf("app:v1")))));
    }

    [Fact]
    public async Task A_tag_that_is_deleted_meanwhile_is_not_reported()
    {
        _stage.Image("app", "v1");
        TempStore.Damage(_stage.Store.TagLink("app", "v1"));

        Assert.Empty(await _stage.FindAsync(beforeLook: Before(2, () => TempStore.Damage(_stage.Store.TagPath("app", "v1")))));
    }

    [Fact]
    public async Task A_tag_that_moves_from_one_broken_manifest_to_another_has_not_been_seen_twice()
    {
        var (first, second) = (_stage.Image("app", "v1"), _stage.Image("app", null, "second"));
        TempStore.Damage(_stage.Layout.BlobData(first));
        TempStore.Damage(_stage.Layout.BlobData(second));

        var report = await _stage.VerifyAsync(beforeLook: Before(2, () => TempStore.Write(_stage.Store.TagLink("app", "v1"), second.ToString())));

        Assert.Empty(report.BrokenTags);
    }

    [Fact]
    public async Task An_untagged_manifest_that_is_deleted_meanwhile_is_not_reported()
    {
        var digest = _stage.Image("app", null, "untagged");
        TempStore.Damage(_stage.Layout.BlobData(digest));

        Assert.Empty(await _stage.FindAsync(beforeLook: Before(2, () => TempStore.Damage(_stage.Store.RevisionPath("app", digest)))));
    }

    [Fact]
    public async Task A_repository_whose_first_layer_link_is_just_being_written_is_not_reported()
    {
        _stage.Index("app", "v1");

        var report = await _stage.VerifyAsync(beforeLook: Before(2, () => _stage.Store.Layer("app", "a layer", TempStore.LongAgo)));

        Assert.True(report.IsSound);
    }

    [Fact]
    public async Task Of_bytes_in_the_trash_of_a_pass_it_is_said_where_they_are()
    {
        _stage.Image("app", "v1");
        var pass = PassId.At(TempStore.LongAgo);
        var layer = _stage.Layout.BlobData(VerifyStage.LayerDigest("app:v1"));
        TempStore.Write(_stage.Layout.InTrash(pass, layer), File.ReadAllText(layer));
        TempStore.Damage(layer);

        var damage = Assert.Single(Assert.Single((await _stage.VerifyAsync()).BrokenTags).Damage);

        Assert.Equal(pass, Assert.IsType<Damage.NoBytes>(damage).Trashed);
    }

    private static Action<int> Before(int look, Action happens) => now =>
    {
        if (now == look)
            happens();
    };
}
