using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Properties.Stores;

/// <summary>Images, tags and what is pushed more than once.</summary>
internal sealed partial class StoreGenerator
{
    private static readonly string[] s_tags = ["v1", "v2", "v3", "v9", "v10", "1.2.3", "1.10.0", "latest", "main-20261119", "main-20261120"];

    private static readonly string[] s_oddTags =
    [
        "_x", "V1", "V10", "_layers", "_manifests", "current", "index", "link", "0", "00", new('t', 128),
        $"sha256-{new string('a', 63)}", $"sha256-{new string('a', 64)}.foo",
    ];

    private string TagName()
    {
        if (!Chance(15))
            return Pick(s_tags);
        _shapes.Add(Shape.OddTag);
        return Pick(s_oddTags);
    }

    private void TaggedImage() => Push(Repository(), TagName(), NewImage());

    private void UntaggedImage() => Push(Repository(), tag: null, NewImage());

    /// <summary>The same manifest once more: by another tag, or to another repository, perhaps without what it leads to.</summary>
    private void PushedAgain()
    {
        if (_pushed.Count == 0)
            return;
        var (from, _, draft, _) = Pick(_pushed);
        var repository = Chance(60) ? from : Repository();
        var isElsewhere = !string.Equals(repository, from, StringComparison.Ordinal);
        Push(repository, Chance(85) ? TagName() : null, draft, withChildren: isElsewhere && Chance(70));
    }

    private Draft NewImage(Digest? subject = null, char kind = 'm')
    {
        var name = Name(kind);
        var config = Chance(80) ? new DraftBlob($"c{name}", $$"""{"config of":"{{name}}"}""") : new DraftBlob("empty", "{}");
        var layers = Layers();
        var digests = layers.Select(layer => layer.Digest);
        switch (_random.Next(100))
        {
            case < 15 when subject is not null:
            case < 4:
                _shapes.Add(Shape.ArtifactManifest);
                return Image(name, DraftJson.Artifact(name, digests, subject), MediaType.OciArtifactManifest, layers, subject);
            case < 40 when subject is null:
                _shapes.Add(Shape.DockerImage);
                Digest? foreign = Chance(20) ? Missing() : null;
                if (foreign is not null)
                    _shapes.Add(Shape.ForeignLayer);
                return Image(name, DraftJson.DockerImage(name, config.Digest, digests, foreign), MediaType.DockerManifest, [config, .. layers], subject);
            case < 50:
                _shapes.Add(Shape.UntypedManifest);
                return Image(name, DraftJson.UntypedImage(name, config.Digest, digests, subject), MediaType.OciManifest, [config, .. layers], subject);
            default:
                _shapes.Add(Shape.OciImage);
                return Image(name, DraftJson.OciImage(name, config.Digest, digests, subject), MediaType.OciManifest, [config, .. layers], subject);
        }
    }

    private Draft Image(string name, string json, MediaType mediaType, DraftBlob[] blobs, Digest? subject) =>
        Named(new Draft(name, json, mediaType, $"{string.Join(' ', blobs.Select(blob => blob.Name))}{About(subject)}", blobs, []));

    private string About(Digest? subject) => subject is { } digest ? $" ^{_names.GetValueOrDefault(digest.Hex, "?")}" : "";

    /// <summary>Some that many images share, and some of its own.</summary>
    private DraftBlob[] Layers() => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Chance(65) ? SharedLayer() : OwnLayer()).Distinct()];

    private DraftBlob SharedLayer()
    {
        var name = $"shared{_random.Next(_layers)}";
        return new DraftBlob(name, $"the layer {name}");
    }

    private DraftBlob OwnLayer()
    {
        var name = Name('l');
        return new DraftBlob(name, $"the layer {name}");
    }

    /// <summary>An image some of whose blobs were uploaded by their sha512.</summary>
    private void Sha512Alias()
    {
        _shapes.Add(Shape.Sha512Alias);
        var (name, layer) = (Name('m'), Chance(70) ? SharedLayer() : OwnLayer());
        DraftBlob[] blobs =
        [
            new($"c{name}", $$"""{"config of":"{{name}}"}""", BySha512: Chance(30)),
            .. Layers().Where(other => Chance(50)),
            new($"{layer.Name}.512", layer.Content, BySha512: true),
        ];
        var json = DraftJson.OciImage(name, blobs[0].Digest, blobs[1..].Select(blob => blob.Digest), subject: null);
        Push(Repository(), Chance(80) ? TagName() : null, Image(name, json, MediaType.OciManifest, blobs, subject: null));
    }

    /// <summary>DELETE of a manifest, as 2.8.3 does it: its links, and every tag that points at it; what it leads to stays.</summary>
    private void DeletionByApi()
    {
        if (_pushed.Count == 0)
            return;
        var (repository, _, draft, _) = Pick(_pushed);
        _shapes.Add(Shape.DeletedByApi);
        Happens(Young(), $"delete {repository}@{draft.Name}", store => Delete(store, RepositoryName.Parse(repository), draft.Digest));
    }

    private static void Delete(TempStore store, RepositoryName repository, Digest digest)
    {
        string[] links = [store.Layout.RevisionLink(repository, digest), $"{store.Layout.Layers(repository)}/{digest.Algorithm}/{digest.Hex}/link"];
        foreach (var link in links.Where(File.Exists))
            TempStore.Damage(link);
        var tags = store.Layout.Tags(repository);
        foreach (var tag in Directory.Exists(tags) ? Directory.GetDirectories(tags) : [])
        {
            var current = $"{tag}/current/link";
            if (File.Exists(current) && string.Equals(File.ReadAllText(current), digest.ToString(), StringComparison.Ordinal))
                TempStore.Damage(tag);
        }
    }
}
