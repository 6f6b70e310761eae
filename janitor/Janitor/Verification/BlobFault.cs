using RegistryJanitor.Storage;

namespace RegistryJanitor.Verification;

/// <summary>Why a blob cannot be served as what its digest says.</summary>
internal abstract record BlobFault
{
    private BlobFault()
    {
    }

    /// <summary>What that means for a manifest.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="blob">The blob as the manifest names it; null when it is the manifest itself.</param>
    public abstract Damage To(Digest manifest, Digest? blob);

    /// <summary>There are no bytes.</summary>
    /// <param name="Trashed">The pass that has them in its trash.</param>
    public sealed record Missing(PassId? Trashed) : BlobFault
    {
        public override Damage To(Digest manifest, Digest? blob) => new Damage.NoBytes(manifest, blob, Trashed);
    }

    /// <summary>The bytes are others.</summary>
    public sealed record Altered : BlobFault
    {
        public override Damage To(Digest manifest, Digest? blob) => new Damage.WrongHash(manifest, blob);
    }

    /// <summary>Nobody knows.</summary>
    public sealed record Unreadable(StoreFault.Unreadable Fault) : BlobFault
    {
        public override Damage To(Digest manifest, Digest? blob) => new Damage.Unreadable(Fault);
    }
}
