namespace RegistryJanitor.Oci;

/// <summary>What a <see cref="ReferrerTag"/> holds about its subject.</summary>
public enum ReferrerKind
{
    /// <summary>The index of all referrers that clients keep where the registry has no referrers API: <c>sha256-&lt;hex&gt;</c>.</summary>
    Index,

    /// <summary>cosign's signatures: <c>sha256-&lt;hex&gt;.sig</c>.</summary>
    Signature,

    /// <summary>cosign's attestations: <c>sha256-&lt;hex&gt;.att</c>.</summary>
    Attestation,

    /// <summary>cosign's bill of materials: <c>sha256-&lt;hex&gt;.sbom</c>.</summary>
    Sbom,
}
