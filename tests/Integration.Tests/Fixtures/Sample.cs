using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>Makes images: real layers and configs, the same bytes for the same words every time.</summary>
internal static class Sample
{
    private const string OciConfig = "application/vnd.oci.image.config.v1+json";
    private const string OciLayer = "application/vnd.oci.image.layer.v1.tar+gzip";
    private const string DockerConfig = "application/vnd.docker.container.image.v1+json";
    private const string DockerLayer = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    /// <summary>A packed layer and the digest of its unpacked form, which a config lists.</summary>
    internal sealed record Layer(byte[] Packed, Digest DiffId);

    /// <summary>A layer with one file of pseudo-random bytes.</summary>
    public static Layer LayerOf(string words, int size = 2000)
    {
        var content = new byte[size];
        new Random(BitConverter.ToInt32(Encoding.UTF8.GetBytes(Blob.DigestOf(Encoding.UTF8.GetBytes(words)).Hex))).NextBytes(content);
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "content")
            {
                DataStream = new MemoryStream([.. content, .. Encoding.UTF8.GetBytes(words)]),
                ModificationTime = DateTimeOffset.UnixEpoch,
            });
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(tar.ToArray());
        return new Layer(packed.ToArray(), Blob.DigestOf(tar.ToArray()));
    }

    /// <summary>An image with some shared layers and one of its own.</summary>
    public static SampleImage Image(string words, params Layer[] shared) => Image(words, docker: false, subject: null, shared);

    /// <summary>An image that says when it was made.</summary>
    public static SampleImage Dated(string words, DateTimeOffset created) => Configured(words, "created", created);

    /// <summary>An image for another processor.</summary>
    public static SampleImage For(string architecture, string words) => Configured(words, "architecture", architecture);

    /// <summary>The same in Docker's own format.</summary>
    public static SampleImage DockerImage(string words, params Layer[] shared) => Image(words, docker: true, subject: null, shared);

    /// <summary>An index of images for several platforms.</summary>
    public static SampleImage Index(params SampleImage[] platforms) => Index(docker: false, platforms);

    /// <summary>The same in Docker's own format.</summary>
    public static SampleImage DockerList(params SampleImage[] platforms) => Index(docker: true, platforms);

    /// <summary>What <c>docker buildx build --push</c> leaves: an index of the image and of an attestation for platform unknown/unknown.</summary>
    public static SampleImage BuildKit(string words, params Layer[] shared)
    {
        var image = Image(words, shared);
        var statement = Json(new JsonObject { ["_type"] = "https://in-toto.io/Statement/v0.1", ["predicateType"] = "https://slsa.dev/provenance/v0.2", ["of"] = words });
        var config = new Blob(OciConfig, Json(new JsonObject { ["architecture"] = "unknown", ["os"] = "unknown", ["of"] = words }));
        var attestation = Manifest(MediaType.OciManifest.Value, config, [new Blob("application/vnd.in-toto+json", statement)], subject: null);
        var described = Describe(attestation.Manifest);
        described["annotations"] = new JsonObject
        {
            ["vnd.docker.reference.digest"] = image.Digest.ToString(),
            ["vnd.docker.reference.type"] = "attestation-manifest",
        };
        described["platform"] = Platform("unknown", "unknown");
        return Index(MediaType.OciIndex.Value, [image, attestation], [Describe(image.Manifest, Platform("linux", "amd64")), described]);
    }

    /// <summary>A signature or another artifact about a manifest, by the OCI 1.1 field <c>subject</c>.</summary>
    public static SampleImage Referrer(string words, SampleImage subject) => Image(words, docker: false, subject, []);

    /// <summary>The index that clients keep under the fallback tag of a subject, where a registry has no referrers API.</summary>
    public static SampleImage ReferrersIndex(params SampleImage[] referrers) => Index(docker: false, referrers);

    /// <summary>The tag under which clients look for the referrers of a manifest.</summary>
    public static string FallbackTag(SampleImage subject, string suffix = "") => $"sha256-{subject.Digest.Hex}{suffix}";

    private static SampleImage Image(string words, bool docker, SampleImage? subject, Layer[] shared)
    {
        Layer[] layers = [.. shared, LayerOf(words)];
        var config = Json(new JsonObject
        {
            ["architecture"] = "amd64",
            ["os"] = "linux",
            ["config"] = new JsonObject { ["Labels"] = new JsonObject { ["words"] = words } },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray([.. layers.Select(layer => JsonValue.Create(layer.DiffId.ToString()))]) },
            ["history"] = new JsonArray([.. layers.Select(_ => new JsonObject { ["created_by"] = words })]),
        });
        return Manifest(
            docker ? MediaType.DockerManifest.Value : MediaType.OciManifest.Value,
            new Blob(docker ? DockerConfig : OciConfig, config),
            [.. layers.Select(layer => new Blob(docker ? DockerLayer : OciLayer, layer.Packed))],
            subject);
    }

    private static SampleImage Manifest(string mediaType, Blob config, ImmutableArray<Blob> layers, SampleImage? subject)
    {
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = mediaType,
            ["config"] = Describe(config),
            ["layers"] = new JsonArray([.. layers.Select(layer => Describe(layer))]),
        };
        if (subject is not null)
            manifest["subject"] = Describe(subject.Manifest);
        return new SampleImage(new Blob(mediaType, Json(manifest)), [config, .. layers], []);
    }

    private static SampleImage Configured(string words, string key, JsonNode value)
    {
        var image = Image(words);
        var config = JsonNode.Parse(image.Blobs[0].Bytes)!.AsObject();
        config[key] = value;
        return Manifest(MediaType.OciManifest.Value, new Blob(OciConfig, Json(config)), image.Blobs.RemoveAt(0), subject: null);
    }

    private static SampleImage Index(bool docker, SampleImage[] platforms)
    {
        string[] architectures = ["amd64", "arm64", "riscv64", "s390x"];
        return Index(
            docker ? MediaType.DockerManifestList.Value : MediaType.OciIndex.Value,
            [.. platforms],
            [.. platforms.Select((platform, i) => Describe(platform.Manifest, Platform("linux", architectures[i])))]);
    }

    private static SampleImage Index(string mediaType, ImmutableArray<SampleImage> children, JsonObject[] entries)
    {
        var index = new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = mediaType, ["manifests"] = new JsonArray([.. entries]) };
        return new SampleImage(new Blob(mediaType, Json(index)), [], children);
    }

    private static JsonObject Describe(Blob blob, JsonObject? platform = null)
    {
        var descriptor = new JsonObject { ["mediaType"] = blob.MediaType, ["digest"] = blob.Digest.ToString(), ["size"] = blob.Bytes.Length };
        if (platform is not null)
            descriptor["platform"] = platform;
        return descriptor;
    }

    private static JsonObject Platform(string system, string architecture) => new() { ["architecture"] = architecture, ["os"] = system };

    private static byte[] Json(JsonObject value) => JsonSerializer.SerializeToUtf8Bytes(value);
}
