using System.Collections.Immutable;

namespace RegistryJanitor.Oci;

/// <summary>What a manifest says, as far as deciding what must be kept needs it. Equal when all references are equal, in order.</summary>
public abstract record Manifest
{
    private Manifest(Descriptor? subject) => Subject = subject;

    /// <summary>The manifest that this one is about (a signature, an attestation), or null. Not a reference: it may be gone.</summary>
    public Descriptor? Subject { get; }

    /// <summary>What must be kept for this manifest to be pulled whole, in its own order. Empty for <see cref="Unknown"/>.</summary>
    public abstract ImmutableArray<Descriptor> References { get; }

    /// <summary>One image or one artifact.</summary>
    /// <param name="Config">The configuration; null only for an artifact manifest, which has none.</param>
    /// <param name="Layers">The layers, lowest first, or the blobs of an artifact manifest.</param>
    /// <param name="Subject">The manifest that this one is about.</param>
    public sealed record Image(Descriptor? Config, ImmutableArray<Descriptor> Layers, Descriptor? Subject) : Manifest(Subject)
    {
        /// <summary>The config, if any, and the layers; built anew at each call.</summary>
        public override ImmutableArray<Descriptor> References => Config is { } config ? [config, .. Layers] : Layers;

        /// <inheritdoc/>
        public bool Equals(Image? other) =>
            base.Equals(other) && Config == other.Config && Layers.AsSpan().SequenceEqual(other.Layers.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Subject, Config, Layers.Length);
    }

    /// <summary>A list of manifests, one for each platform or attestation.</summary>
    /// <param name="Manifests">
    /// The entries. In a BuildKit cache they are layers and a cache config, not manifests: <see cref="Descriptor.MediaType"/> tells.
    /// </param>
    /// <param name="Subject">The manifest that this one is about.</param>
    public sealed record Index(ImmutableArray<Descriptor> Manifests, Descriptor? Subject) : Manifest(Subject)
    {
        /// <summary>The entries.</summary>
        public override ImmutableArray<Descriptor> References => Manifests;

        /// <inheritdoc/>
        public bool Equals(Index? other) => base.Equals(other) && Manifests.AsSpan().SequenceEqual(other.Manifests.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Subject, Manifests.Length);
    }

    /// <summary>Content that the registry could read otherwise than we do. Nobody knows what it references, so nothing may be removed.</summary>
    /// <param name="Reason">A clause for people, "it is not JSON (line 1, byte 7)"; at most 100 characters of the content are quoted.</param>
    public sealed record Unknown(string Reason) : Manifest(subject: null)
    {
        /// <summary>Empty: what it references is not known.</summary>
        public override ImmutableArray<Descriptor> References => [];
    }
}
