namespace RegistryJanitor.Tests.Support;

/// <summary>Something that happens beside a pass.</summary>
/// <param name="Name">What, in words.</param>
/// <param name="Happens">Its requests.</param>
/// <param name="Repository">Where the tag is that it is about.</param>
/// <param name="Tag">The tag.</param>
/// <param name="Manifest">The manifest.</param>
/// <param name="Blob">The blob.</param>
internal sealed record Meeting(string Name, Func<SimulatedRegistry, IEnumerable<Cut>> Happens, string Repository, string Tag, Digest Manifest, Digest Blob)
{
    private Func<SimulatedRegistry, IEnumerable<Cut>>? _again;

    /// <summary>What a client does that was refused: all of it once more, from its first question.</summary>
    public Func<SimulatedRegistry, IEnumerable<Cut>> Again
    {
        get => _again ?? Happens;
        init => _again = value;
    }

    private const string App = "team/app";
    private const string Other = "other";
    private const string Base = "a base layer that only evicted images have";
    private const string Shared = "a layer that all images share";

    /// <summary>What a pass evicts: an image with a signature, and an index.</summary>
    public static readonly SampleText V1 = SampleText.Image("v1", Base, Shared);

    public static readonly SampleText V1Signature = SampleText.Image("signature of v1");

    private static readonly SampleText s_child = SampleText.Image("first platform of v2", Base);
    private static readonly SampleText s_sibling = SampleText.Image("second platform of v2", Shared);
    private static readonly SampleText s_v2 = SampleText.Index(s_child, s_sibling);
    private static readonly SampleText s_v3 = SampleText.Image("v3", Shared);
    private static readonly SampleText s_platform = SampleText.Image("platform of v4", Shared);
    private static readonly SampleText s_v4 = SampleText.Index(s_platform);
    private static readonly SampleText s_untagged = SampleText.Image("untagged", Base);
    private static readonly SampleText s_forgotten = SampleText.Image("forgotten", "a layer without a link");
    private static readonly SampleText s_neighbour = SampleText.Image("neighbour", "a layer to be mounted");

    public static readonly IReadOnlyList<Meeting> All =
    [
        OfV1("the evicted image is pushed again under its tag", registry => registry.Push(App, "v1", V1)),
        OfV1("another image is pushed under the evicted tag", registry => registry.Push(App, "v1", SampleText.Image("new v1", Base))),
        OfV1("a new image on a base layer that nothing else has any more", registry => registry.Push(App, "v5", SampleText.Image("v5", Base, Shared))),
        OfV1("the same image in a repository that is new", registry => registry.Push("third", "v1", V1)),
        OfV1("the evicted manifest gets another tag", registry => registry.Put(App, "again", V1.Manifest)) with { Again = registry => registry.Push(App, "again", V1) },
        OfV1("a kept tag moves to the evicted manifest", registry => registry.Push(App, "v4", V1)),
        OfV1("a kept tag moves to a new image", registry => registry.Push(App, "v4", SampleText.Image("new v4", Base))),
        OfV1("the evicted manifest is deleted by API", registry => registry.Delete(App, V1.Digest)),
        OfV1("a kept manifest is deleted by API", registry => registry.Delete(App, s_v3.Digest)),
        new("a kept manifest that an evicted tag names, too, is deleted by API", registry => registry.Delete(App, s_v3.Digest), App, "old", V1.Digest, TempStore.DigestOf(Base)),
        OfV1("the evicted image is deleted by API and pushed again", registry => registry.Delete(App, V1.Digest).Append(Cut.BetweenRequests).Concat(registry.Push(App, "v1", V1))),
        new("an old untagged manifest gets a tag", registry => registry.Push(App, "again", s_untagged), App, "v1", s_untagged.Digest, TempStore.DigestOf(SampleText.OwnLayer("untagged"))),
        new("an index is pushed over children that are being collected", registry => registry.Put(App, "v5", SampleText.Index(s_child, s_platform).Manifest), App, "v2", s_child.Digest, TempStore.DigestOf(s_child.Blobs[^1]))
        {
            Again = registry => PushIndex(registry, s_child, s_platform),
        },
        new("an index is pushed with its children, one of them new", registry => PushIndex(registry, s_child, SampleText.Image("a new platform", Base)), App, "v2", s_child.Digest, TempStore.DigestOf(s_child.Blobs[^1])),
        new("a layer is mounted and a manifest names it", MountAndPush, Other, "o1", s_neighbour.Digest, TempStore.DigestOf("a layer to be mounted")),
        new("a manifest whose bytes are left over from earlier is pushed", registry => registry.Push(App, "v5", s_forgotten), App, "v1", V1.Digest, s_forgotten.Digest),
    ];

    public static Meeting Named(string name) => All.Single(meeting => string.Equals(meeting.Name, name, StringComparison.Ordinal));

    /// <summary>Two repositories of which the newest two tags stay: v3 and v4, o2 and o3.</summary>
    public static void Stage(TempStore store)
    {
        var minute = 0;
        Push(App, null, s_untagged);
        Push(App, "v1", V1);
        Push(App, V1.SignatureTag, V1Signature);
        Push(App, null, s_child);
        Push(App, null, s_sibling);
        Push(App, "v2", s_v2);
        Push(App, "old", s_v3);
        Push(App, "v3", s_v3);
        Push(App, s_v3.SignatureTag, SampleText.Image("signature of v3"));
        Push(App, null, s_platform);
        Push(App, "v4", s_v4);
        Push(Other, "o1", s_neighbour);
        Push(Other, "o2", SampleText.Image("o2", Shared));
        Push(Other, "o3", SampleText.Image("o3", Shared));
        foreach (var blob in s_forgotten.Blobs.Append(s_forgotten.Manifest))
            store.Blob(blob);

        void Push(string repository, string? tag, SampleText image)
        {
            var at = TempStore.Minute(++minute);
            foreach (var blob in image.Blobs)
                store.Layer(repository, blob, at);
            store.Manifest(repository, tag, at, image.Manifest);
        }
    }

    public override string ToString() => Name;

    private static Meeting OfV1(string name, Func<SimulatedRegistry, IEnumerable<Cut>> happens) =>
        new(name, happens, App, "v1", V1.Digest, TempStore.DigestOf(Base));

    private static IEnumerable<Cut> PushIndex(SimulatedRegistry registry, params SampleText[] children)
    {
        foreach (var image in children)
        {
            foreach (var blob in image.Blobs.Where(blob => !registry.Has(App, TempStore.DigestOf(blob))).ToArray())
            {
                foreach (var cut in registry.Upload(App, blob))
                    yield return cut;
            }

            yield return Cut.BetweenRequests;
            foreach (var cut in registry.Put(App, tag: null, image.Manifest))
                yield return cut;
        }

        yield return Cut.BetweenRequests;
        foreach (var cut in registry.Put(App, "v5", SampleText.Index(children).Manifest))
            yield return cut;
    }

    private static IEnumerable<Cut> MountAndPush(SimulatedRegistry registry)
    {
        foreach (var cut in registry.Mount(Other, App, "a layer to be mounted"))
            yield return cut;
        yield return Cut.BetweenRequests;
        foreach (var cut in registry.Push(App, "v5", SampleText.Image("v5", "a layer to be mounted")))
            yield return cut;
    }
}
