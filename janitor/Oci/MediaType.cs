using System.Text;

namespace RegistryJanitor.Oci;

/// <summary>What a blob says it is. Compared exactly, as the registry does: no parameters, no folding of case.</summary>
/// <param name="value">The type as written; any text, since clients invent their own.</param>
/// <remarks>Sources: OCI image-spec, media-types.md; distribution's manifest/schema1, schema2 and manifestlist packages.</remarks>
public readonly struct MediaType(string value) : IEquatable<MediaType>
{
    private readonly string? _value = value;

    /// <summary>No type given; the same as an empty one.</summary>
    public static MediaType None => default;

    /// <summary>Docker image manifest, schema 1, unsigned.</summary>
    public static MediaType DockerSchema1 { get; } = new("application/vnd.docker.distribution.manifest.v1+json");

    /// <summary>Docker image manifest, schema 1, signed.</summary>
    public static MediaType DockerSchema1Signed { get; } = new("application/vnd.docker.distribution.manifest.v1+prettyjws");

    /// <summary>Docker image manifest, schema 2.</summary>
    public static MediaType DockerManifest { get; } = new("application/vnd.docker.distribution.manifest.v2+json");

    /// <summary>Docker's index of manifests for several platforms.</summary>
    public static MediaType DockerManifestList { get; } = new("application/vnd.docker.distribution.manifest.list.v2+json");

    /// <summary>OCI image manifest.</summary>
    public static MediaType OciManifest { get; } = new("application/vnd.oci.image.manifest.v1+json");

    /// <summary>OCI image index.</summary>
    public static MediaType OciIndex { get; } = new("application/vnd.oci.image.index.v1+json");

    /// <summary>OCI artifact manifest: only in release candidates of image-spec 1.1, but ORAS pushed it.</summary>
    public static MediaType OciArtifactManifest { get; } = new("application/vnd.oci.artifact.manifest.v1+json");

    /// <summary>The two bytes <c>{}</c>, the config of an artifact that has none.</summary>
    public static MediaType OciEmpty { get; } = new("application/vnd.oci.empty.v1+json");

    /// <summary>The config of a BuildKit cache: in a cache index it stands, with the layers, among the manifests.</summary>
    public static MediaType BuildKitCacheConfig { get; } = new("application/vnd.buildkit.cacheconfig.v0");

    /// <summary>The type as written; empty when none was given.</summary>
    public string Value => _value ?? "";

    /// <summary>An index or manifest list.</summary>
    public bool IsIndex => this == OciIndex || this == DockerManifestList;

    /// <summary>An image manifest with config and layers, Docker schema 2 or OCI.</summary>
    public bool IsImageManifest => this == OciManifest || this == DockerManifest;

    /// <summary>A manifest of any kind, schema 1 and artifacts included: what has this type has references of its own.</summary>
    public bool IsManifest =>
        IsImageManifest || IsIndex || this == OciArtifactManifest || this == DockerSchema1 || this == DockerSchema1Signed;

    private static string[] Frequent { get; } =
    [
        "application/vnd.oci.image.layer.v1.tar+gzip",
        "application/vnd.docker.image.rootfs.diff.tar.gzip",
        OciManifest.Value,
        DockerManifest.Value,
        "application/vnd.oci.image.config.v1+json",
        "application/vnd.docker.container.image.v1+json",
        OciIndex.Value,
        DockerManifestList.Value,
        "application/vnd.oci.image.layer.v1.tar+zstd",
        "application/vnd.oci.image.layer.v1.tar",
        "application/vnd.in-toto+json",
        OciEmpty.Value,
        BuildKitCacheConfig.Value,
    ];

    /// <summary>The same text.</summary>
    public static bool operator ==(MediaType left, MediaType right) => left.Equals(right);

    /// <summary>Another text.</summary>
    public static bool operator !=(MediaType left, MediaType right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(MediaType other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MediaType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The type as written.</summary>
    public override string ToString() => Value;

    /// <summary>From valid UTF-8. The types that nearly every manifest repeats cost no allocation.</summary>
    internal static MediaType FromUtf8(ReadOnlySpan<byte> utf8)
    {
        foreach (var frequent in Frequent)
        {
            if (Ascii.Equals(utf8, frequent)) return new MediaType(frequent);
        }

        return new MediaType(Encoding.UTF8.GetString(utf8));
    }
}
