using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Rebuilding.Facts;

/// <summary>What is known of a base now.</summary>
public abstract record BaseNow
{
    private BaseNow()
    {
    }

    /// <summary>Its registry says what it is.</summary>
    /// <param name="Digest">That its tag has.</param>
    /// <param name="Since">When it was first seen to have it, UTC.</param>
    public sealed record At(Digest Digest, DateTimeOffset Since) : BaseNow;

    /// <summary>It cannot be told.</summary>
    /// <param name="Why">A sentence without its end.</param>
    public sealed record Unknown(string Why) : BaseNow;
}
