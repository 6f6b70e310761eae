namespace RegistryJanitor.Tests.Support;

/// <summary>A store with one of everything that a pass has to tell apart; the newest two tags of each repository stay.</summary>
internal static class Scene
{
    public const string App = "team/app";
    public const string Cache = "team/app/cache";

    /// <summary>What can be pulled before a pass and must be pullable ever after.</summary>
    private static readonly (string Repository, string Tag)[] s_kept =
        [(App, "v4"), (App, "v3"), (App, SignatureOf(Pushed("platform of v4"))), (Cache, "c3"), (Cache, "c2"), ("one/tag", "only")];

    public static void Stage(TempStore store)
    {
        // Two multi-arch images that share a platform; the older one goes, with a signature of a platform that only it had.
        var shared = store.Image(App, null, TempStore.Minute(1), content: "shared platform");
        var gone = Platform(store, 1);
        store.Index(App, "v1", TempStore.Minute(1), gone, shared);
        store.Image(App, SignatureOf(gone), TempStore.Minute(1), content: "signature of v1");
        store.Image(App, "v2", TempStore.Minute(2));
        store.Image(App, "v3", TempStore.Minute(3));
        var stays = Platform(store, 4);
        store.Index(App, "v4", TempStore.Minute(4), stays, shared);
        store.Image(App, SignatureOf(stays), TempStore.Minute(4), content: "signature of v4");
        store.Image(App, null, TempStore.Minute(4), content: "an SBOM of v4", subject: stays);

        // Overwritten long ago, and pushed just now without a tag yet.
        store.Image(App, null, TempStore.Minute(0), content: "untagged");
        store.Image(App, null, Daemon.Tests.FakeClock.Start.AddMinutes(-5), content: "untagged and young");

        store.Image(Cache, "c1", TempStore.Minute(1));
        store.Image(Cache, "c2", TempStore.Minute(2));
        store.Image(Cache, "c3", TempStore.Minute(3));
        store.Image("one/tag", "only", TempStore.Minute(1));
        store.Upload(App, "7c0a4a5e", TempStore.Minute(1));
    }

    /// <summary>The layer that only an evicted image had.</summary>
    public static Digest DeadBlob { get; } = TempStore.DigestOf($"the layer of {App}:v2");

    /// <summary>The layer of an image that stays.</summary>
    public static Digest LiveBlob { get; } = TempStore.DigestOf($"the layer of {App}:v3");

    public static void AssertKept(TempStore store, string when)
    {
        foreach (var (repository, tag) in s_kept)
            Assert.Equal((when, null), (when, Puller.WhyNot(store.Layout, repository, tag)));
    }

    private static Digest Platform(TempStore store, int version) =>
        store.Image(App, null, TempStore.Minute(version), content: $"platform of v{version}");

    /// <summary>The digest that an image of that content gets, in any store.</summary>
    private static Digest Pushed(string content)
    {
        using var store = new TempStore();
        return store.Image(App, null, content: content);
    }

    private static string SignatureOf(Digest digest) => $"sha256-{digest.Hex}.sig";
}
