using RegistryJanitor.Collection;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>What a plan says of the space that comes back later: a hold of two hours, a grace of one; the newest tag stays.</summary>
[Collection(OneAtATime.Collection)]
public sealed class LaterBytesTests : IDisposable
{
    private const string App = "team/app";

    private readonly TempStore _store = new();
    private readonly StagedPass _pass;

    public LaterBytesTests()
    {
        _pass = new StagedPass(_store);
        _pass.Settings = _pass.Settings with { Retention = Keep.Last(1), Hold = TimeSpan.FromHours(2) };
        _store.Image(App, "v9", TempStore.Minute(9));
    }

    private DateTimeOffset Now => _pass.Clock.GetUtcNow();

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task The_bytes_are_those_that_come_back_to_the_byte_shared_layers_once()
    {
        var free = Bytes();
        _store.Image(App, "v1", TempStore.Minute(1));
        _store.Image("team/other", "v9", TempStore.Minute(9), content: "stays");
        _store.Image("team/other", "v1", TempStore.Minute(1), content: $"{App}:v1"); // the same layers
        var other = _store.Layout.BlobData(TempStore.DigestOf("the layer of stays"));
        var before = Bytes();

        var later = Assert.Single(await LaterAsync());
        Assert.Equal(Now.AddHours(2), later.At);

        await _pass.RunAsync();
        _pass.Clock.Advance(TimeSpan.FromHours(2));
        await _pass.RunAsync();
        Assert.Equal(later.Bytes, before - Bytes());
        Assert.True(File.Exists(other));
        Assert.NotEqual(free, before);
    }

    [Fact]
    public async Task Each_blob_has_its_moment_the_later_of_hold_and_grace()
    {
        _store.Blob("old", TempStore.LongAgo);
        _store.Blob("written late", Now.AddHours(3));
        _store.Blob("written late too", Now.AddHours(3).AddSeconds(-30)); // the same minute, rounded up

        Assert.Equal(
            [new LaterBytes(Now.AddHours(2), 1, 3), new LaterBytes(Now.AddHours(4), 2, 12 + 16)],
            await LaterAsync());
    }

    [Fact]
    public async Task What_only_an_evicted_tag_leads_to_comes_after_its_time_to_come_back_and_the_hold()
    {
        _pass.Settings = _pass.Settings with { Undo = TimeSpan.FromDays(1) };
        _store.Image(App, "v1", TempStore.Minute(1));

        var expected = Now.AddDays(1).AddHours(2);
        var later = Assert.Single(await LaterAsync());
        Assert.Equal((expected, 3), (later.At, later.Blobs));

        await _pass.RunAsync();
        _pass.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal([later], await LaterAsync());
    }

    [Fact]
    public async Task What_two_evicted_tags_lead_to_comes_after_the_later_of_them()
    {
        _pass.Settings = _pass.Settings with { Undo = TimeSpan.FromDays(1) };
        _store.Image(App, "v1", TempStore.Minute(1), content: "same");
        await _pass.RunAsync();
        _pass.Clock.Advance(TimeSpan.FromHours(5));
        _store.Image(App, "v2", TempStore.Minute(2), content: "same");

        Assert.Equal(Now.AddDays(1).AddHours(2), Assert.Single(await LaterAsync()).At);
    }

    [Fact]
    public async Task What_a_tag_that_stays_leads_to_as_well_never_comes()
    {
        _pass.Settings = _pass.Settings with { Undo = TimeSpan.FromDays(1) };
        _store.Image("team/other", "v1", TempStore.Minute(1), content: $"{App}:v9");
        _store.Image("team/other", "v2", TempStore.Minute(2), content: $"{App}:v9");

        Assert.Empty(await LaterAsync());
    }

    private async Task<LaterBytes[]> LaterAsync() => [.. Assert.IsType<BlobPlan.Collect>((await _pass.PreviewAsync()).Blobs).Later];

    private long Bytes() => Directory.GetFiles(_store.Layout.Blobs, "data", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length);
}
