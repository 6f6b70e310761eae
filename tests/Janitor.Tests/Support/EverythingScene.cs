using RegistryJanitor.Collection;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Tests.Support;

/// <summary><see cref="Scene"/>, and what a pass has every other kind of step for; evicted tags can come back for a day.</summary>
internal static class EverythingScene
{
    /// <summary>When a pass evicted what can no longer come back, and one what still can.</summary>
    private static readonly PassId s_over = PassId.At(Daemon.Tests.FakeClock.Start.AddDays(-2)), s_waits = PassId.At(Daemon.Tests.FakeClock.Start.AddHours(-1));

    public static StagedPass Stage(TempStore store)
    {
        Scene.Stage(store);

        // Overwritten: history, manifest and blobs go.
        store.Image("one/tag", "only", TempStore.Minute(1), content: "overwritten");
        store.Image("one/tag", "only", TempStore.Minute(2));

        // Evicted before: two days ago, an hour ago.
        Evict(store, "v-forgotten", s_over);
        Evict(store, "v-waiting", s_waits);

        // A layer's link that was never written, a manifest deleted by API, a blob without bytes, and a repository in which nothing is.
        var layer = store.Layout.Layer(RepositoryName.Parse(Scene.App), TempStore.DigestOf("never written"));
        TempStore.Write($"{layer}/link.1b4e28ba-2fa1-11d2-883f-0016d3cca427.tmp", "sha256:");
        Aged.Empty(store.RevisionPath(Scene.App, TempStore.DigestOf("deleted by API")));
        Aged.Empty(store.Layout.Blob(TempStore.DigestOf("never arrived")));
        Aged.Empty($"{store.Layout.Repositories}/gone/entirely/_layers/sha256");
        Aged.Empty($"{store.Layout.Repositories}/gone/entirely/_uploads");
        Aged.Directories(store.Layout.Registry);
        var pass = new StagedPass(store);
        pass.Settings = pass.Settings with { Undo = TimeSpan.FromDays(1) };
        return pass;
    }

    /// <summary>What can come back.</summary>
    public static string[] Had(TempStore store, StagedPass pass) =>
    [
        .. CanComeBack(store, pass).Select(tag => $"{tag.Repository}:{tag.Tag.Tag}@{tag.Target}").Order(StringComparer.Ordinal),
    ];

    /// <summary>Fails when a tag that stays cannot be pulled, or the image of one that can come back is not whole.</summary>
    public static void AssertKept(TempStore store, StagedPass pass, string when)
    {
        Scene.AssertKept(store, when);
        foreach (var tag in CanComeBack(store, pass))
            Assert.Equal((when, null), (when, Puller.WhyNot(store.Layout, tag.Repository, tag.Target!.Value)));
    }

    /// <summary>Passes until nothing is left to do, all directories being old by then.</summary>
    public static async Task FinishAsync(TempStore store, StagedPass pass)
    {
        while (true)
        {
            Aged.Directories(store.Layout.Registry);
            pass.Clock.Advance(TimeSpan.FromMinutes(1));
            var before = pass.Log.Events.Count(e => e.Id is > 2100 and < 2200);
            if (await pass.RunAsync() is not Daemon.PassResult.Succeeded)
                Assert.Fail(pass.Log.Events.Last(e => e.Level >= Microsoft.Extensions.Logging.LogLevel.Warning).Message);
            if (pass.Log.Events.Count(e => e.Id is > 2100 and < 2200) == before)
                return;
        }
    }

    private static IEnumerable<EvictedTag> CanComeBack(TempStore store, StagedPass pass) =>
        EvictedTags.Read(store.Layout, pass.Settings.Undo, _ => { }).Where(tag => tag.Target is not null && tag.Until > pass.Clock.GetUtcNow());

    private static void Evict(TempStore store, string tag, PassId pass)
    {
        var image = store.Image(Scene.App, null, TempStore.Minute(1), content: tag);
        TempStore.Write(store.Layout.EvictedBy(pass).TagLink(RepositoryName.Parse(Scene.App), Tag.Parse(tag)), image.ToString());
    }
}
