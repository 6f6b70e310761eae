using RegistryJanitor.Storage;

namespace RegistryJanitor.Tests.Support;

/// <summary>Reads a store as registry 2.8.3 serves it: tag link, revision link, manifest, then everything a client asks for with it.</summary>
internal static class Puller
{
    /// <summary>Why a pull fails; null when it does not.</summary>
    public static string? WhyNot(StorageLayout layout, string repository, string tag)
    {
        var name = RepositoryName.Parse(repository);
        return Linked(layout.TagLink(name, Tag.Parse(tag))) is { } digest
            ? WhyNot(layout, name, digest)
            : $"{repository}:{tag} has no good current link";
    }

    /// <summary>The same by digest.</summary>
    public static string? WhyNot(StorageLayout layout, RepositoryName name, Digest digest)
    {
        // manifeststore.go looks for the revision link, then for a layer link.
        if ((Linked(layout.RevisionLink(name, digest)) ?? Linked(LayerLink(layout, name, digest))) is not { } target)
            return $"{name} does not have manifest {digest}";
        if (!File.Exists(layout.BlobData(target)))
            return $"the bytes of manifest {digest} are gone";
        var manifest = ManifestReader.Read(File.ReadAllBytes(layout.BlobData(target)));
        if (manifest is Manifest.Unknown unknown)
            return $"manifest {digest} is no manifest: {unknown.Reason}";
        return manifest.References.Where(reference => !reference.HasUrls)
            .Select(reference => manifest is Manifest.Index && reference.MediaType.IsManifest
                ? WhyNot(layout, name, reference.Digest)
                : WhyNotBlob(layout, name, reference.Digest))
            .FirstOrDefault(why => why is not null);
    }

    private static string? WhyNotBlob(StorageLayout layout, RepositoryName name, Digest digest)
    {
        if (Linked(LayerLink(layout, name, digest)) is not { } target)
            return $"{name} may not read blob {digest}";
        return File.Exists(layout.BlobData(target)) ? null : $"the bytes of blob {digest} are gone";
    }

    private static string LayerLink(StorageLayout layout, RepositoryName name, Digest digest) =>
        $"{layout.Layers(name)}/{digest.Algorithm}/{digest.Hex}/link";

    private static Digest? Linked(string path) =>
        File.Exists(path) && Digest.TryParse(File.ReadAllBytes(path), out var digest) ? digest : null;
}
