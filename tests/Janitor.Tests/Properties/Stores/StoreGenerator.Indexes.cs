namespace RegistryJanitor.Tests.Properties.Stores;

/// <summary>Manifests that name manifests.</summary>
internal sealed partial class StoreGenerator
{
    private const int DeepestIndex = 3;

    // In a hundred children that are uploaded as blobs.
    private const int ChildrenBySha512 = 30;

    private void Index()
    {
        var repository = Repository();
        Push(repository, Chance(85) ? TagName() : null, NewIndex(repository));
    }

    private Draft NewIndex(string repository, Digest? subject = null, int depth = 1)
    {
        var (name, docker) = (Name('i'), subject is null && Chance(30));
        _shapes.Add(docker ? Shape.DockerList : Shape.Index);
        var entries = new List<(string Says, string? MediaType, Digest Digest)>();
        var along = new List<Draft>();
        var count = Chance(4) ? 0 : _random.Next(1, 5);
        for (var i = 0; i < count; i++)
            AddEntry(repository, entries, along, depth);
        if (count == 0)
            _shapes.Add(Shape.EmptyIndex);
        var json = DraftJson.Index(name, docker, entries.Select(entry => (entry.MediaType, entry.Digest)), subject);
        return Named(new Draft(
            name,
            json,
            docker ? MediaType.DockerManifestList : MediaType.OciIndex,
            string.Join(' ', entries.Select(entry => entry.Says)) + About(subject),
            [],
            [.. along]));
    }

    private void AddEntry(string repository, List<(string Says, string? MediaType, Digest Digest)> entries, List<Draft> along, int depth)
    {
        var (here, elsewhere) = Drafts(repository);
        switch (_random.Next(100))
        {
            case < 12:
                _shapes.Add(Shape.Attestation);
                Along(NewImage(kind: 'a'));
                break;
            case < 24 when depth < DeepestIndex:
                _shapes.Add(Shape.IndexOfIndexes);
                Along(NewIndex(repository, depth: depth + 1));
                break;
            case < 44 when here.Length > 0:
                _shapes.Add(Shape.ChildOfTwoIndexes);
                Named(Pick(here), "");
                break;
            case < 52 when elsewhere.Length > 0:
                _shapes.Add(Shape.ChildElsewhere);
                Named(Pick(elsewhere), " (elsewhere)");
                break;
            case < 56 when elsewhere.Length > 0:
                Along(Pick(elsewhere));
                break;
            case < 62:
                _shapes.Add(Shape.ChildMissing);
                var missing = Missing();
                entries.Add(($"{_names[missing.Hex]} (missing)", MediaType.OciManifest.Value, missing));
                break;
            case < 65 when here.Length > 0:
                _shapes.Add(Shape.ChildWithoutMediaType);
                var child = Pick(here);
                entries.Add(($"{child.Name} (untyped)", null, child.Digest));
                break;
            default:
                Along(NewImage());
                break;
        }

        void Named(Draft draft, string how) => entries.Add((draft.Name + how, draft.MediaType.Value, draft.Digest));

        void Along(Draft draft)
        {
            along.Add(draft);
            entries.Add((draft.ToString(), draft.MediaType.Value, draft.Digest));
        }
    }

    private void BuildKitCache()
    {
        _shapes.Add(Shape.BuildKitCache);
        var name = Name('i');
        var config = new DraftBlob($"c{name}", $$"""{"cache config of":"{{name}}"}""");
        var layers = Layers();
        var json = DraftJson.BuildKitCache(name, config.Digest, layers.Select(layer => layer.Digest));
        DraftBlob[] blobs = [.. layers, config];
        Push(
            Repository(),
            Chance(50) ? "buildcache" : TagName(),
            Named(new Draft(name, json, MediaType.OciIndex, $"cache {string.Join(' ', blobs.Select(blob => blob.Name))}", blobs, [])));
    }

    /// <summary>A manifest that is uploaded as a blob. 2.8.3 serves it by its layer link, so an index may name it, and it may be one itself.</summary>
    private void ManifestAsBlob()
    {
        var repository = Repository();
        var child = Chance(50) ? NewImage() : NewIndex(repository);
        if (Chance(25))
        {
            _shapes.Add(Shape.ManifestAsBlobAlone);
            var at = Moment();
            Happens(at, $"upload {repository} <- {child} as a blob", store =>
            {
                child.Upload(store, repository, at, withChildren: true);
                child.AsBlob.Upload(store, repository, at);
            });
            return;
        }

        _shapes.Add(Shape.ChildAsBlob);
        var name = Name('i');
        var asBlob = new DraftBlob(child.Name, child.Json, BySha512: Chance(ChildrenBySha512));
        var json = DraftJson.Index(name, docker: false, [(child.MediaType.Value, asBlob.Digest)], subject: null);
        Push(
            repository,
            Chance(85) ? TagName() : null,
            Named(new Draft(name, json, MediaType.OciIndex, $"{child} as a blob", [.. child.Blobs, asBlob], child.Children)));
    }
}
