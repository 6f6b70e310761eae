using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Benchmarks;

/// <summary>The smallest image that clients take for one (OCI image-spec: manifest.md, config.md, layer.md).</summary>
internal static class SyntheticImage
{
    /// <summary>A layer with one file in it.</summary>
    public static SyntheticLayer Layer(int number)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            using var data = new MemoryStream(Encoding.ASCII.GetBytes($"layer {number}\n"));
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"layer{number}") { DataStream = data, ModificationTime = DateTimeOffset.UnixEpoch });
        }

        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(tar.ToArray());
        return new SyntheticLayer(Blob(zipped.ToArray()), DigestOf(tar.ToArray()));
    }

    /// <summary>A layer that is there by its name only: its bytes are none, whatever its digest says.</summary>
    public static SyntheticLayer EmptyLayer(string name)
    {
        var digest = DigestOf(Encoding.UTF8.GetBytes(name));
        return new SyntheticLayer(new SyntheticBlob(digest, []), digest);
    }

    /// <summary>An image of its own: its name is in its config, so no two share a manifest.</summary>
    public static (SyntheticBlob Manifest, SyntheticBlob Config) Of(string name, IReadOnlyCollection<SyntheticLayer> layers)
    {
        var contents = string.Join(',', layers.Select(layer => $"\"{layer.DiffId}\""));
        var config = Blob(Encoding.ASCII.GetBytes(
            $$$"""{"architecture":"amd64","os":"linux","config":{"Labels":{"name":"{{{name}}}"}},"rootfs":{"type":"layers","diff_ids":[{{{contents}}}]}}"""));
        var descriptors = string.Join(',', layers.Select(layer => Descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer.Blob)));
        var manifest = Blob(Encoding.ASCII.GetBytes(
            $$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{{Descriptor("application/vnd.oci.image.config.v1+json", config)}},"layers":[{{descriptors}}]}"""));
        return (manifest, config);
    }

    private static string Descriptor(string mediaType, SyntheticBlob blob) =>
        $$"""{"mediaType":"{{mediaType}}","digest":"{{blob.Digest}}","size":{{blob.Content.Length}}}""";

    private static SyntheticBlob Blob(byte[] content) => new(DigestOf(content), content);

    private static Digest DigestOf(byte[] content) => Digest.Parse($"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}");
}
