namespace RegistryJanitor.Tests.Support;

/// <summary>Manifests as clients write them, from digests.</summary>
internal static class Manifests
{
    public static string Image(Digest config, IEnumerable<Digest> layers, Digest? subject = null) =>
        $$"""{"schemaVersion":2,"mediaType":"{{MediaType.OciManifest}}","config":{{Descriptor("application/vnd.oci.image.config.v1+json", config)}},"layers":[{{string.Join(',', layers.Select(layer => Descriptor("application/vnd.oci.image.layer.v1.tar+gzip", layer)))}}]{{Subject(subject)}}}""";

    public static string Index(IEnumerable<Digest> children, Digest? subject = null) =>
        $$"""{"schemaVersion":2,"mediaType":"{{MediaType.OciIndex}}","manifests":[{{string.Join(',', children.Select(child => Descriptor(MediaType.OciManifest.Value, child)))}}]{{Subject(subject)}}}""";

    private static string Subject(Digest? subject) => subject is { } digest ? $",\"subject\":{Descriptor(MediaType.OciManifest.Value, digest)}" : "";

    private static string Descriptor(string mediaType, Digest digest) => $$"""{"mediaType":"{{mediaType}}","digest":"{{digest}}","size":1}""";
}
