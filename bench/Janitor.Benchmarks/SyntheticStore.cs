using System.Security.Cryptography;
using System.Text;
using RegistryJanitor.Oci;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Benchmarks;

/// <summary>Stores as registry 2.8.3 would have written them; the same shape has the same bytes and times in every run.</summary>
internal static class SyntheticStore
{
    private static readonly DateTime s_firstPush = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static string Home => Path.Join(Path.GetTempPath(), "registry-janitor-bench");

    /// <summary>A store with tag links and nothing that they lead to: all that a scan looks at. Generated once, then reused.</summary>
    public static StorageLayout WithTags(StoreShape shape)
    {
        var layout = new StorageLayout(Path.Join(Home, $"{shape.Repositories}x{shape.Tags}"));
        var complete = Path.Join(layout.Root, "complete");
        if (File.Exists(complete))
            return layout;
        var digest = Digest.Parse($"sha256:{Convert.ToHexStringLower(SHA256.HashData([]))}");
        ForEachTag(shape, (repository, tag, number) => WriteTagLink(layout, repository, tag, digest, number));
        File.WriteAllText(complete, "");
        return layout;
    }

    /// <summary>A store with whole images: a manifest and a config a tag, five layers that all of them share.</summary>
    /// <param name="root">The root directory; what is there is overwritten.</param>
    /// <param name="shape">How many.</param>
    public static void WithImages(string root, StoreShape shape)
    {
        var layout = new StorageLayout(root);
        var layers = Enumerable.Range(0, 5).Select(SyntheticImage.Layer).ToArray();
        foreach (var layer in layers)
            Write(layout.BlobData(layer.Blob.Digest), layer.Blob.Content);
        ForEachTag(shape, (repository, tag, number) =>
        {
            var (manifest, config) = SyntheticImage.Of($"{repository}:{tag}", layers);
            Write(layout.BlobData(config.Digest), config.Content);
            Write(layout.BlobData(manifest.Digest), manifest.Content);
            foreach (var blob in number == 0 ? [config, .. layers.Select(layer => layer.Blob)] : new[] { config })
                Write($"{layout.Layers(repository)}/sha256/{blob.Digest.Hex}/link", Encoding.ASCII.GetBytes(blob.Digest.ToString()));
            Write(layout.RevisionLink(repository, manifest.Digest), Encoding.ASCII.GetBytes(manifest.Digest.ToString()));
            WriteTagLink(layout, repository, tag, manifest.Digest, number);
            Write($"{layout.Tag(repository, tag)}/index/sha256/{manifest.Digest.Hex}/link", Encoding.ASCII.GetBytes(manifest.Digest.ToString()));
        });
    }

    /// <summary>A store with many blobs: a manifest, a config and some layers a tag, which no other tag shares. Layers are empty files: nobody reads them.</summary>
    /// <param name="root">The root directory; what is there is overwritten.</param>
    /// <param name="shape">How many repositories and tags.</param>
    /// <param name="layersEach">Layers a tag.</param>
    public static void WithBlobs(string root, StoreShape shape, int layersEach)
    {
        var layout = new StorageLayout(root);
        ForEachTag(shape, (repository, tag, number) =>
        {
            var layers = Enumerable.Range(0, layersEach).Select(layer => SyntheticImage.EmptyLayer($"{repository}:{tag} {layer}")).ToArray();
            var (manifest, config) = SyntheticImage.Of($"{repository}:{tag}", layers);
            Write(layout.BlobData(manifest.Digest), manifest.Content);
            foreach (var blob in layers.Select(layer => layer.Blob).Append(config))
            {
                Write(layout.BlobData(blob.Digest), blob.Content);
                Write(layout.LayerLink(repository, blob.Digest), Encoding.ASCII.GetBytes(blob.Digest.ToString()));
            }

            Write(layout.RevisionLink(repository, manifest.Digest), Encoding.ASCII.GetBytes(manifest.Digest.ToString()));
            WriteTagLink(layout, repository, tag, manifest.Digest, number);
        });
    }

    /// <summary>Removes what <see cref="WithTags"/> generated, of every shape.</summary>
    public static void CleanUp()
    {
        if (Directory.Exists(Home))
#pragma warning disable RS0030 // The rule guards stores; this is a folder of generated ones, in the temp directory, under a name of our own.
            Directory.Delete(Home, recursive: true);
#pragma warning restore RS0030
    }

    private static void ForEachTag(StoreShape shape, Action<RepositoryName, Tag, int> write) =>
        Parallel.For(0, shape.Repositories, repository =>
        {
            var name = RepositoryName.Parse($"team{repository % 10}/app{repository}");
            for (var tag = 0; tag < shape.Tags; tag++)
                write(name, Tag.Parse($"v{tag}"), tag);
        });

    private static void WriteTagLink(StorageLayout layout, RepositoryName repository, Tag tag, Digest digest, int number)
    {
        var link = layout.TagLink(repository, tag);
        Write(link, Encoding.ASCII.GetBytes(digest.ToString()));
        File.SetLastWriteTimeUtc(link, s_firstPush.AddMinutes(number));
    }

    private static void Write(string path, byte[] content)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
