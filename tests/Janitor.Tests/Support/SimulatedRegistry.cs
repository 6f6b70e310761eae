using System.Text;

namespace RegistryJanitor.Tests.Support;

/// <summary>
/// Requests as registry 2.8.3 answers them: its checks, then its writes, file by file in its order (registry/storage/blobwriter.go,
/// linkedblobstore.go, manifeststore.go, tagstore.go). Each request is a sequence that stops wherever a pass can come in between.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="at">The time of everything that it writes.</param>
internal sealed class SimulatedRegistry(TempStore store, DateTimeOffset at)
{
    /// <summary>What was answered 201 and not deleted since, by repository and tag.</summary>
    public Dictionary<(string Repository, string Tag), Digest> Created { get; } = [];

    /// <summary>How many manifests were answered 400.</summary>
    public int Refused { get; private set; }

    /// <summary>HEAD of a blob: the repository may read it, and it is there.</summary>
    public bool Has(string repository, Digest blob) =>
        File.Exists(store.Layout.LayerLink(RepositoryName.Parse(repository), blob)) && File.Exists(store.Layout.BlobData(blob));

    /// <summary>A whole push as clients do it: they ask for each blob, upload what is missing and put the manifest.</summary>
    public IEnumerable<Cut> Push(string repository, string tag, SampleText image)
    {
        var missing = image.Blobs.Where(blob => !Has(repository, TempStore.DigestOf(blob))).ToArray();
        yield return Cut.BetweenRequests;
        foreach (var blob in missing)
        {
            foreach (var cut in Upload(repository, blob))
                yield return cut;
        }

        if (missing.Length > 0)
            yield return Cut.BetweenRequests;
        foreach (var cut in Put(repository, tag, image.Manifest))
            yield return cut;
    }

    /// <summary>An upload's last request: bytes that are there already stay, the link is written anyway.</summary>
    public IEnumerable<Cut> Upload(string repository, string content)
    {
        var digest = store.Blob(content, at);
        yield return Cut.InRequest;
        WriteLink(store.Layout.LayerLink(RepositoryName.Parse(repository), digest), digest);
    }

    /// <summary>A mount: the other repository has the blob, so this one gets a link. Where it has not, the client uploads.</summary>
    public IEnumerable<Cut> Mount(string from, string to, string content)
    {
        var digest = TempStore.DigestOf(content);
        if (!Has(from, digest))
            return Upload(to, content);
        return Link();

        IEnumerable<Cut> Link()
        {
            yield return Cut.InRequest;
            WriteLink(store.Layout.LayerLink(RepositoryName.Parse(to), digest), digest);
        }
    }

    /// <summary>A manifest PUT: 400 and no byte written unless everything it names is there.</summary>
    public IEnumerable<Cut> Put(string repository, string? tag, string manifest)
    {
        var name = RepositoryName.Parse(repository);
        if (!IsComplete(repository, ManifestReader.Read(Encoding.UTF8.GetBytes(manifest))))
        {
            Refused++;
            yield break;
        }

        yield return Cut.InRequest;
        var digest = TempStore.DigestOf(manifest);
        var isThere = File.Exists(store.Layout.BlobData(digest));
        if (isThere)
            yield return Cut.InRequest;
        else
            store.Blob(manifest, at);
        foreach (var cut in RewriteLink(store.RevisionLink(repository, digest), digest))
            yield return cut;
        if (tag is not null)
        {
            yield return Cut.InRequest;
            WriteLink($"{store.Layout.TagIndexEntry(name, Tag.Parse(tag), digest)}/link", digest);
            foreach (var cut in RewriteLink(store.TagLink(repository, tag), digest))
                yield return cut;
            Created[(repository, tag)] = digest;
        }
    }

    /// <summary>A manifest's DELETE by digest: its link, then every tag that points at it, of each its history before its link.</summary>
    public IEnumerable<Cut> Delete(string repository, Digest digest)
    {
        if (!store.HasRevision(repository, digest))
            yield break;
        var name = RepositoryName.Parse(repository);
        TempStore.Damage(store.RevisionLink(repository, digest));
        Directory.SetLastWriteTimeUtc(store.RevisionPath(repository, digest), at.UtcDateTime);
        yield return Cut.InRequest;
        foreach (var path in Directory.GetDirectories(store.Layout.Tags(name)))
        {
            var link = Path.Join(path, "current/link");
            if (!File.Exists(link) || !string.Equals(File.ReadAllText(link), digest.ToString(), StringComparison.Ordinal))
                continue;
            TempStore.Damage(Path.Join(path, "index"));
            yield return Cut.InRequest;
            if (Directory.Exists(path))
                TempStore.Damage(path);
            Created.Remove((repository, Path.GetFileName(path)));
        }
    }

    private bool IsComplete(string repository, Manifest manifest) => manifest.References.All(reference => manifest is Manifest.Index
        ? (store.HasRevision(repository, reference.Digest) || File.Exists(store.Layout.LayerLink(RepositoryName.Parse(repository), reference.Digest)))
            && File.Exists(store.Layout.BlobData(reference.Digest))
        : Has(repository, reference.Digest));

    private void WriteLink(string path, Digest digest) => TempStore.Write(path, digest.ToString(), at);

    private IEnumerable<Cut> RewriteLink(string path, Digest digest)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (var link = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            link.SetLength(0);
            yield return Cut.InWrite;
            link.Write(Encoding.ASCII.GetBytes(digest.ToString()));
            link.Flush();
            File.SetLastWriteTimeUtc(link.SafeFileHandle, at.UtcDateTime);
        }
    }
}
