using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>Pushes and deletions beside a pass. Evictions come newest first: v2, then v1.</summary>
[Collection(OneAtATime.Collection)]
public sealed class PassRaceTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly StagedPass _pass;

    public PassRaceTests()
    {
        _pass = new StagedPass(_store);
        Scene.Stage(_store);
    }

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tag_that_is_pushed_again_between_the_scan_and_its_turn_stays(bool sameImage)
    {
        var content = sameImage ? File.ReadAllText(_store.Layout.BlobData(Target("v1"))) : null;

        var result = await RunAsync(
            operation => IsMoveOf(operation, "v2"),
            () =>
            {
                if (content is null)
                    _store.Image(Scene.App, "v1", _pass.Clock.GetUtcNow(), content: "another image");
                else
                    _store.Manifest(Scene.App, "v1", _pass.Clock.GetUtcNow(), content);
            });

        Assert.Equal(new PassResult.Succeeded(), result);
        Assert.True(_store.CanPull(Scene.App, "v1"));
        Assert.False(_store.HasTag(Scene.App, "v2"));
        Assert.Single(_pass.Log.Ids, 2102);
        Scene.AssertKept(_store, "after the pass");
    }

    [Fact]
    public async Task A_tag_that_is_pushed_again_between_the_last_look_and_the_rename_comes_back()
    {
        Digest pushed = default;
        await RunAsync(
            operation => IsMoveOf(operation, "v1"),
            () => pushed = _store.Image(Scene.App, "v1", _pass.Clock.GetUtcNow(), content: "pushed at the last moment"));

        Assert.Equal(pushed.ToString(), File.ReadAllText(_store.TagLink(Scene.App, "v1")));
        Assert.True(_store.CanPull(Scene.App, "v1"));
        Scene.AssertKept(_store, "after the pass");
    }

    [Fact]
    public async Task An_evicted_tag_that_is_deleted_by_API_beside_the_pass_is_no_failure()
    {
        var result = await RunAsync(operation => IsMoveOf(operation, "v1"), () => TempStore.Damage(_store.TagPath(Scene.App, "v1")));

        Assert.Equal(new PassResult.Succeeded(), result);
        Scene.AssertKept(_store, "after the pass");
    }

    [Fact]
    public async Task A_tag_that_names_trashed_manifests_again_during_the_settle_brings_them_back_with_their_children()
    {
        var platform = References("v1")[0];
        var image = Target("v2");

        await DuringSettleAsync(() =>
        {
            // The registry had seen the children before they were moved, and writes the index and its tag now.
            Assert.False(_store.HasRevision(Scene.App, platform));
            _store.Index(Scene.App, "again", _pass.Clock.GetUtcNow(), platform, image);
        });

        Assert.True(_store.CanPull(Scene.App, "again"));
        Scene.AssertKept(_store, "after the pass");
        Assert.Contains(_pass.Log.Events, e => e.Id == 2201);
    }

    [Fact]
    public async Task The_same_image_pushed_again_under_its_evicted_tag_during_the_settle_stays()
    {
        await DuringSettleAsync(() => _store.Image(Scene.App, "v2", _pass.Clock.GetUtcNow()));

        Assert.True(_store.CanPull(Scene.App, "v2"));
    }

    [Fact]
    public async Task A_push_that_held_the_tag_s_link_open_until_the_settle_gets_its_tag_back()
    {
        var pushed = _store.Image(Scene.App, null, TempStore.Minute(9), content: "written late");
        using var registry = TempStore.OpenAsTheRegistryDoes(_store.TagLink(Scene.App, "v1"));

        await DuringSettleAsync(() => Rewrite(registry, pushed));

        Assert.Equal(pushed.ToString(), File.ReadAllText(_store.TagLink(Scene.App, "v1")));
        Assert.True(_store.CanPull(Scene.App, "v1"));
    }

    [Fact]
    public async Task A_push_by_digest_that_held_the_manifest_s_link_open_until_the_settle_has_its_manifest()
    {
        var digest = _store.Image(Scene.App, null, TempStore.Minute(0), content: "untagged");
        using var registry = TempStore.OpenAsTheRegistryDoes(_store.RevisionLink(Scene.App, digest));

        await DuringSettleAsync(() =>
        {
            Assert.False(_store.HasRevision(Scene.App, digest));
            Rewrite(registry, digest);
        });

        Assert.True(_store.HasRevision(Scene.App, digest));
    }

    [Fact]
    public async Task Nothing_is_final_before_the_settle_is_over()
    {
        var before = Tree.Of(_store.Layout.Registry);
        using var stop = new CancellationTokenSource();
        _pass.Settings = _pass.Settings with { Settle = TimeSpan.FromSeconds(10) };
        var run = _pass.RunAsync(stop: stop.Token);
        await _pass.Clock.SomebodyWaits();
        Assert.False(_store.HasTag(Scene.App, "v1"));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        Recovery.Run(_store.Layout, new PosixMutator(), keepTags: false, default);
        Assert.Equal(before, Tree.Of(_store.Layout.Registry));
    }

    private static bool IsMoveOf(Operation operation, string tag) =>
        operation.Verb is Verb.Rename && operation.Path.EndsWith($"/{Scene.App}/_manifests/tags/{tag}", StringComparison.Ordinal);

    private static void Rewrite(FileStream link, Digest digest)
    {
        link.SetLength(0);
        link.Write(System.Text.Encoding.ASCII.GetBytes(digest.ToString()));
        link.Flush();
    }

    private Digest Target(string tag) => Digest.Parse(File.ReadAllText(_store.TagLink(Scene.App, tag)));

    private Digest[] References(string tag) =>
        [.. ManifestReader.Read(File.ReadAllBytes(_store.Layout.BlobData(Target(tag)))).References.Select(reference => reference.Digest)];

    /// <summary>A pass beside which something happens just before one of its operations.</summary>
    private Task<PassResult> RunAsync(Func<Operation, bool> when, Action happens) => _pass.RunAsync(mutator => new ObservedMutator(mutator)
    {
        Before = operation =>
        {
            if (when(operation))
                happens();
            return default;
        },
    });

    /// <summary>A pass beside which something happens once everything lies in the trash and nothing is final yet.</summary>
    private async Task DuringSettleAsync(Action happens)
    {
        _pass.Settings = _pass.Settings with { Settle = TimeSpan.FromSeconds(10) };
        var run = _pass.RunAsync();
        await _pass.Clock.SomebodyWaits();
        happens();
        while (!run.IsCompleted)
        {
            await Task.WhenAny(run, _pass.Clock.SomebodyWaits());
            _pass.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(new PassResult.Succeeded(), await run);
    }
}
