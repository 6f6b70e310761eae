using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What a manifest leads to, by the numbers of a <see cref="DigestTable"/>, or why that is not known.</summary>
internal abstract class ManifestNode
{
    private ManifestNode()
    {
    }

    /// <summary>It was read and understood.</summary>
    /// <remarks>One array: a store has a node for every manifest.</remarks>
    public sealed class Leads : ManifestNode
    {
        private const int Fixed = 3;
        private const int None = -1;

        // Whether it is an index, its subject, how many manifests follow, those, then the blobs.
        private readonly int[] _numbers;

        /// <param name="isIndex">It is a list of manifests.</param>
        /// <param name="subject">The manifest that it is about; null for none.</param>
        /// <param name="manifests">What it refers to as manifests: they lead further.</param>
        /// <param name="blobs">What it refers to besides: config, layers, the entries of a BuildKit cache.</param>
        public Leads(bool isIndex, int? subject, ReadOnlySpan<int> manifests, ReadOnlySpan<int> blobs) =>
            _numbers = [isIndex ? 1 : 0, subject ?? None, manifests.Length, .. manifests, .. blobs];

        public bool IsIndex => _numbers[0] == 1;

        public int? Subject => _numbers[1] == None ? null : _numbers[1];

        public ReadOnlySpan<int> Manifests => _numbers.AsSpan(Fixed, _numbers[2]);

        public ReadOnlySpan<int> Blobs => _numbers.AsSpan(Fixed + _numbers[2]);
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
