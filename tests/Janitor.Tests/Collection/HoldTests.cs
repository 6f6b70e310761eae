using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>A blob goes when nothing has named it for two hours, as passes saw it; here the newest tag stays and nothing is young.</summary>
[Collection(OneAtATime.Collection)]
public sealed class HoldTests : IDisposable
{
    private const string App = "team/app";
    private static readonly TimeSpan s_hold = TimeSpan.FromHours(2);

    private readonly TempStore _store = new();
    private readonly StagedPass _pass;
    private readonly Digest _blob;

    public HoldTests()
    {
        _pass = new StagedPass(_store);
        _pass.Settings = _pass.Settings with { Retention = Keep.Last(1), Hold = s_hold };
        _store.Image(App, "v2", TempStore.Minute(2));
        _blob = _store.Blob("nothing names it");
    }

    private bool IsThere => File.Exists(_store.Layout.BlobData(_blob));

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task A_blob_goes_when_its_time_is_over_and_not_a_second_before()
    {
        await RunAsync();
        await RunAsync(s_hold - TimeSpan.FromSeconds(1));
        Assert.True(IsThere);

        await RunAsync(TimeSpan.FromSeconds(1));
        Assert.False(IsThere);
    }

    [Fact]
    public async Task A_hold_of_zero_takes_it_at_once()
    {
        _pass.Settings = _pass.Settings with { Hold = TimeSpan.Zero };

        await RunAsync();

        Assert.False(IsThere);
    }

    [Fact]
    public async Task A_shorter_hold_counts_from_when_it_was_first_seen()
    {
        await RunAsync();
        _pass.Settings = _pass.Settings with { Hold = TimeSpan.FromMinutes(1) };

        await RunAsync(TimeSpan.FromMinutes(1));

        Assert.False(IsThere);
    }

    [Fact]
    public async Task What_was_named_in_between_waits_anew()
    {
        await RunAsync();
        var json = Manifests.Image(_blob, []);
        _store.Layer(App, "nothing names it", TempStore.LongAgo);
        var named = _store.Manifest(App, "v3", TempStore.Minute(3), json);
        await RunAsync(TimeSpan.FromHours(1));
        TempStore.Damage(_store.RevisionPath(App, named));
        TempStore.Damage(_store.TagPath(App, "v3"));
        _store.Image(App, "v2", TempStore.Minute(2));

        await RunAsync(TimeSpan.FromHours(1));
        Assert.True(IsThere);
        await RunAsync(s_hold);
        Assert.False(IsThere);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("damaged")]
    [InlineData("empty")]
    [InlineData("a named pipe")]
    [InlineData("another version's")]
    public async Task Without_the_file_the_hold_begins_anew(string damage)
    {
        await RunAsync();
        var path = _store.Layout.Unreferenced;
        var bytes = File.ReadAllBytes(path);
        TempStore.Damage(path);
        if (damage is "damaged")
            File.WriteAllBytes(path, [.. bytes[..^1], (byte)~bytes[^1]]);
        else if (damage is "empty")
            File.WriteAllBytes(path, []);
        else if (damage is "a named pipe")
            Posix.NamedPipe(path);
        else if (damage is "another version's")
            WriteAnotherVersion(path);

        await RunAsync(s_hold);

        Assert.True(IsThere);
        Assert.Equal(
            damage is "deleted" or "another version's" ? 0 : 1,
            _pass.Log.Events.Count(e => e.Id == 2202 && e.Message.StartsWith(path, StringComparison.Ordinal)));
        await RunAsync(s_hold);
        Assert.False(IsThere);
    }

    [Fact]
    public async Task A_blob_within_the_grace_stays_though_its_hold_is_over()
    {
        var young = _store.Blob("written late", _pass.Clock.GetUtcNow().AddHours(2));
        await RunAsync();

        await RunAsync(s_hold + TimeSpan.FromMinutes(59));
        Assert.True(File.Exists(_store.Layout.BlobData(young)));
        await RunAsync(TimeSpan.FromMinutes(1));
        Assert.False(File.Exists(_store.Layout.BlobData(young)));
    }

    [Fact]
    public async Task At_the_very_end_of_its_grace_the_plan_and_the_pass_agree()
    {
        _pass.Settings = _pass.Settings with { Hold = TimeSpan.Zero };
        var blob = _store.Blob("exactly an hour old", _pass.Clock.GetUtcNow().AddHours(-1));
        Assert.Contains(blob, (await _pass.PreviewAsync()).Blobs.Steps.Select(step => step.Digest));

        await RunAsync(TimeSpan.Zero);

        Assert.False(File.Exists(_store.Layout.BlobData(blob)));
    }

    [Fact]
    public async Task A_pass_that_failed_before_its_commit_neither_shortens_the_hold_nor_begins_it_anew()
    {
        await RunAsync();
        _store.Image(App, "v1", TempStore.Minute(1)); // something to sync
        _pass.Clock.Advance(s_hold);
        Assert.IsType<PassResult.Failed>(await _pass.RunAsync(
            mutator => new FailingMutator(mutator, operation => operation.Verb is Verb.SyncDirectory, FailingMutator.InputOutput)));

        await RunAsync(TimeSpan.FromMinutes(1));

        Assert.False(IsThere);
        Assert.True(File.Exists(_store.Layout.BlobData(TempStore.DigestOf($"the layer of {App}:v1"))));
    }

    [Fact]
    public async Task A_blob_that_could_not_be_moved_is_due_for_the_next_pass()
    {
        await RunAsync();
        _pass.Clock.Advance(s_hold);
        Assert.IsType<PassResult.Failed>(await _pass.RunAsync(mutator => new FailingMutator(
            mutator, operation => string.Equals(operation.Path, _store.Layout.Blob(_blob), StringComparison.Ordinal), FailingMutator.InputOutput)));
        Assert.True(IsThere);

        await RunAsync(TimeSpan.FromMinutes(1));

        Assert.False(IsThere);
    }

    [Fact]
    public async Task A_blob_that_was_collected_and_comes_again_waits_anew()
    {
        await RunAsync();
        await RunAsync(s_hold);
        _store.Blob("nothing names it");

        await RunAsync(TimeSpan.FromMinutes(1));

        Assert.True(IsThere);
    }

    [Fact]
    public async Task A_pass_that_was_killed_has_not_begun_the_hold_anew()
    {
        await RunAsync();
        _pass.Clock.Advance(s_hold);
        await Assert.ThrowsAsync<CrashingMutator.Crash>(() => _pass.RunAsync(mutator => new CrashingMutator(mutator, 2)));

        await RunAsync(TimeSpan.FromMinutes(1));

        Assert.False(IsThere);
    }

    [Fact]
    public async Task A_pass_that_cannot_know_what_is_named_leaves_the_moments_alone()
    {
        await RunAsync();
        var before = File.ReadAllBytes(_store.Layout.Unreferenced);
        var odd = _store.Manifest("team/odd", null, TempStore.LongAgo, "not a manifest");
        _pass.Clock.Advance(TimeSpan.FromHours(1));
        Assert.IsType<PassResult.Failed>(await _pass.RunAsync());
        Assert.Equal(before, File.ReadAllBytes(_store.Layout.Unreferenced));

        TempStore.Damage(_store.RevisionPath("team/odd", odd));
        await RunAsync(TimeSpan.FromHours(1));
        Assert.False(IsThere);
    }

    [Fact]
    public async Task A_clock_that_ran_ahead_for_one_pass_does_not_keep_blobs_until_then()
    {
        _pass.Clock.Advance(TimeSpan.FromDays(1000));
        await RunAsync();
        _pass.Clock.Advance(-TimeSpan.FromDays(1000));
        await RunAsync();

        await RunAsync(s_hold);

        Assert.False(IsThere);
    }

    [Fact]
    public async Task A_blob_from_the_end_of_time_stays_and_stops_nothing()
    {
        var late = _store.Blob("a broken clock wrote it");
        File.SetLastWriteTimeUtc(_store.Layout.BlobData(late), DateTime.MaxValue);

        await RunAsync();
        await RunAsync(s_hold);

        Assert.False(IsThere);
        Assert.True(File.Exists(_store.Layout.BlobData(late)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_deleted_by_API_names_nothing_at_the_settle_though_its_directory_is_still_there(bool bytesAreLost)
    {
        _pass.Settings = _pass.Settings with { Hold = TimeSpan.Zero };
        var deleted = _store.Image(App, "v1", TempStore.Minute(1));
        TempStore.Damage(_store.TagPath(App, "v1"));
        TempStore.Damage(_store.RevisionLink(App, deleted));
        if (bytesAreLost)
            TempStore.Damage(_store.Layout.Blob(deleted));

        await RunAsync();

        Assert.False(IsThere);
        Assert.False(File.Exists(_store.Layout.BlobData(deleted)));
        Assert.False(File.Exists(_store.Layout.BlobData(TempStore.DigestOf($"the layer of {App}:v1"))));
    }

    [Fact]
    public void The_moments_come_back_by_the_second()
    {
        Directory.CreateDirectory(_store.Layout.Own);
        var blobs = BlobInventory.Take(_store.Layout, 1, fault => Assert.Fail(fault.ToString()), default);
        UnreferencedSince.Save(_store.Layout, [new UnreferencedBlob(_blob, TempStore.LongAgo), new UnreferencedBlob(TempStore.DigestOf("gone since"), TempStore.LongAgo)]);

        var since = UnreferencedSince.Load(_store.Layout, blobs, out var fault);

        Assert.Null(fault);
        Assert.True(blobs.TryFind(_blob, out var number));
        Assert.Equal([KeyValuePair.Create(number, TempStore.LongAgo)], since);
    }

    private static void WriteAnotherVersion(string path)
    {
        using var file = File.Create(path);
        var writer = new ChecksummedWriter(file);
        writer.Write("since 2\n"u8);
        writer.End();
    }

    private async Task RunAsync(TimeSpan? later = null)
    {
        _pass.Clock.Advance(later ?? TimeSpan.Zero);
        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());
    }
}
