using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Properties.Stores;

/// <summary>What lies in a store beside what anybody wants: pushes that were given up, and what deletions leave.</summary>
internal sealed partial class StoreGenerator
{
    /// <summary>A repository may read a blob that none of its manifests names: an upload or a mount whose manifest never came, or has gone.</summary>
    private void StrayLink()
    {
        var repository = RepositoryOrBesides();
        var young = Chance(40);
        var at = young ? Young() : Old();
        _shapes.Add(young ? Shape.StrayLinkYoung : Shape.StrayLinkOld);
        var blob = Chance(50) ? SharedLayer() : OwnLayer();
        _names[blob.Digest.Hex] = blob.Name;
        if (Chance(20))
        {
            _shapes.Add(Shape.StrayLinkWithoutBlob);
            var path = $"repositories/{repository}/_layers/sha256/{blob.Digest.Hex}/link";
            Happens(
                at,
                $"link {repository} {blob.Name}, without the blob",
                store => TempStore.Write($"{store.Layout.Registry}/{path}", blob.Digest.ToString(), at));
            return;
        }

        Happens(at, $"upload or mount {repository} {blob.Name}", store => blob.Upload(store, repository, at));
    }

    private void StrayBlob()
    {
        var young = Chance(40);
        var at = young ? Young() : Old();
        _shapes.Add(young ? Shape.StrayBlobYoung : Shape.StrayBlobOld);
        var blob = OwnLayer();
        _names[blob.Digest.Hex] = blob.Name;
        Happens(at, $"blob {blob.Name} alone", store => store.Blob(blob.Content, at));
    }

    private void EmptyDirectory()
    {
        _shapes.Add(Shape.EmptyDirectory);
        var (repository, hex) = (RepositoryOrBesides(), TempStore.DigestOf(Name('x')).Hex);
        var path = Pick(
        [
            $"repositories/{repository}/_manifests/revisions/sha256/{hex}",
            $"repositories/{repository}/_manifests/tags/half-deleted",
            $"repositories/{repository}/_manifests/tags/half-deleted/index/sha256/{hex}",
            $"repositories/{repository}/_manifests/tags",
            $"repositories/{repository}/_layers/sha256/{hex}",
            $"repositories/{repository}/_layers/sha512",
            $"repositories/{repository}/_uploads",
            $"repositories/{repository}/nothing/at/all",
            $"blobs/sha256/{hex[..2]}/{hex}",
            $"blobs/sha256/{hex[..2]}",
        ]);
        Happens(Old(), $"empty directory {path}", store => Directory.CreateDirectory($"{store.Layout.Registry}/{path}"));
    }

    /// <summary>A push in flight, or one that was given up. Its last activity is that of its newest file.</summary>
    private void Upload()
    {
        var (repository, uuid) = (RepositoryOrBesides(), $"{_random.Next():x8}-0000-4000-8000-000000000000");
        var old = Chance(50);
        var active = FakeClock.Start - (old ? TimeSpan.FromDays(_random.Next(8, 40)) : TimeSpan.FromMinutes((60 * _random.Next(1, 6 * 24)) - 7)); // never just as old as a grace
        var started = Chance(50) ? active : active.AddDays(-_random.Next(1, 20));
        var withStart = Chance(80);
        _shapes.Add(old ? Shape.UploadOld : Shape.UploadFresh);
        if (!withStart)
            _shapes.Add(Shape.UploadWithoutStart);
        Happens(
            active,
            $"upload {repository} {uuid[..8]}, {(withStart ? $"started {(active - started).TotalDays} days before" : "without startedat")}",
            store => Upload(store, $"repositories/{repository}/_uploads/{uuid}", withStart ? started : null, active));
    }

    private static void Upload(TempStore store, string path, DateTimeOffset? started, DateTimeOffset active)
    {
        var directory = $"{store.Layout.Registry}/{path}";
        if (started is { } start)
            TempStore.Write($"{directory}/startedat", start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ"), start);
        TempStore.Write($"{directory}/hashstates/sha256/0", "state", started ?? active);
        TempStore.Write($"{directory}/data", "half a layer", active);
        string[] directories = [$"{directory}/hashstates/sha256", $"{directory}/hashstates", directory];
        foreach (var entry in directories)
            Directory.SetLastWriteTimeUtc(entry, active.UtcDateTime);
    }
}
