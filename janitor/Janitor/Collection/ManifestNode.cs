using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What a manifest leads to, by the numbers of a <see cref="DigestTable"/>, or why that is not known.</summary>
internal abstract class ManifestNode
{
    private ManifestNode()
    {
    }

    /// <summary>It was read and understood.</summary>
    /// <param name="isIndex">It is a list of manifests.</param>
    /// <param name="subject">The manifest that it is about; null for none.</param>
    /// <param name="manifests">What it refers to as manifests: they lead further.</param>
    /// <param name="blobs">What it refers to besides: config, layers, the entries of a BuildKit cache.</param>
    public sealed class Leads(bool isIndex, int? subject, int[] manifests, int[] blobs) : ManifestNode
    {
        public bool IsIndex => isIndex;

        public int? Subject => subject;

        public ReadOnlySpan<int> Manifests => manifests;

        public ReadOnlySpan<int> Blobs => blobs;
    }

    /// <summary>Its bytes are lost.</summary>
    public sealed class Missing(StoreFault.Unreadable fault) : ManifestNode
    {
        public StoreFault.Unreadable Fault => fault;
    }

    /// <summary>It may refer to anything.</summary>
    public sealed class NotUnderstood(StoreFault.Unreadable fault) : ManifestNode
    {
        public StoreFault.Unreadable Fault => fault;
    }
}
