namespace RegistryJanitor.Tests.Properties.Stores;

/// <summary>Manifests as Docker, BuildKit, cosign and ORAS write them. The name in the annotations makes each another manifest.</summary>
internal static class DraftJson
{
    private const string Layer = "application/vnd.oci.image.layer.v1.tar+gzip";
    private const string Config = "application/vnd.oci.image.config.v1+json";
    private const string DockerLayer = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    private const string DockerConfig = "application/vnd.docker.container.image.v1+json";

    public static string OciImage(string name, Digest config, IEnumerable<Digest> layers, Digest? subject) =>
        $$"""{"schemaVersion":2,"mediaType":"{{MediaType.OciManifest}}","config":{{Descriptor(Config, config)}},"layers":[{{All(Layer, layers)}}]{{Subject(subject)}},{{Annotations(name)}}}""";

    /// <summary>By shape alone: the media type is optional in OCI.</summary>
    public static string UntypedImage(string name, Digest config, IEnumerable<Digest> layers, Digest? subject) =>
        $$"""{"schemaVersion":2,"config":{{Descriptor(Config, config)}},"layers":[{{All(Layer, layers)}}]{{Subject(subject)}},{{Annotations(name)}}}""";

    /// <summary>With a foreign layer, which the registry does not have.</summary>
    public static string DockerImage(string name, Digest config, IEnumerable<Digest> layers, Digest? foreign) =>
        $$"""
        {
           "schemaVersion": 2,
           "mediaType": "{{MediaType.DockerManifest}}",
           "name": "{{name}}",
           "config": {{Descriptor(DockerConfig, config)}},
           "layers": [{{string.Join(',', layers.Select(layer => Descriptor(DockerLayer, layer)).Concat(foreign is { } far ? [Foreign(far)] : []))}}]
        }
        """;

    /// <summary>ORAS before image-spec 1.1: no config, and the layers are called blobs.</summary>
    public static string Artifact(string name, IEnumerable<Digest> blobs, Digest? subject) =>
        $$"""{"mediaType":"{{MediaType.OciArtifactManifest}}","artifactType":"text/plain","blobs":[{{All("text/plain", blobs)}}]{{Subject(subject)}},{{Annotations(name)}}}""";

    public static string Index(string name, bool docker, IEnumerable<(string? MediaType, Digest Digest)> entries, Digest? subject) =>
        $$"""{"schemaVersion":2,"mediaType":"{{(docker ? MediaType.DockerManifestList : MediaType.OciIndex)}}","manifests":[{{string.Join(',', entries.Select(entry => Descriptor(entry.MediaType, entry.Digest)))}}]{{Subject(subject)}},{{Annotations(name)}}}""";

    /// <summary>What BuildKit exports with <c>image-manifest=false</c>: layers and a cache config where an index has manifests.</summary>
    public static string BuildKitCache(string name, Digest config, IEnumerable<Digest> layers) =>
        Index(name, docker: false, [.. layers.Select(layer => ((string?)Layer, layer)), (MediaType.BuildKitCacheConfig.Value, config)], subject: null);

    private static string All(string mediaType, IEnumerable<Digest> digests) => string.Join(',', digests.Select(digest => Descriptor(mediaType, digest)));

    private static string Annotations(string name) => $$"""
        "annotations":{"name":"{{name}}"}
        """;

    private static string Subject(Digest? subject) => subject is { } digest ? $",\"subject\":{Descriptor(MediaType.OciManifest.Value, digest)}" : "";

    private static string Descriptor(string? mediaType, Digest digest) =>
        mediaType is null ? $$"""{"digest":"{{digest}}","size":1}""" : $$"""{"mediaType":"{{mediaType}}","digest":"{{digest}}","size":1}""";

    private static string Foreign(Digest digest) =>
        $$"""{"mediaType":"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip","digest":"{{digest}}","size":1,"urls":["https://example.org/layer"]}""";
}
