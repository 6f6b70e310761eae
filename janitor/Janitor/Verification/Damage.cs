using RegistryJanitor.Storage;

namespace RegistryJanitor.Verification;

/// <summary>One reason why something cannot be pulled.</summary>
public abstract record Damage
{
    private Damage(string kind, Digest? manifest = null, Digest? blob = null)
    {
        Kind = kind;
        Manifest = manifest;
        Blob = blob;
    }

    /// <summary>A stable word for machines.</summary>
    public string Kind { get; }

    /// <summary>The manifest that suffers, if one does: a platform's where the damage is below an index.</summary>
    public Digest? Manifest { get; }

    /// <summary>What of it is damaged; null when it is the manifest itself.</summary>
    public Digest? Blob { get; }

    /// <summary>A clause for people.</summary>
    public abstract string Sentence { get; }

    private string Subject => Blob is { } blob ? $"blob {blob} of manifest {Manifest}" : $"manifest {Manifest}";

    /// <summary>A tag without <c>current/link</c>: it is listed and answers 404.</summary>
    public sealed record NoTagLink() : Damage("missing-tag-link")
    {
        /// <inheritdoc/>
        public override string Sentence => "the tag has no current link";
    }

    /// <summary>A link that is empty or says nothing that is a digest, or anything that the operating system does not let us read.</summary>
    /// <param name="Fault">What and why.</param>
    public sealed record Unreadable(StoreFault.Unreadable Fault) : Damage("unreadable")
    {
        /// <inheritdoc/>
        public override string Sentence => $"{Fault.Path}: {Fault.Cause}";
    }

    /// <summary>The repository has neither a revision link nor a layer link for the manifest.</summary>
    /// <param name="Lost">The manifest.</param>
    public sealed record NoRevisionLink(Digest Lost) : Damage("missing-revision-link", Lost)
    {
        /// <inheritdoc/>
        public override string Sentence => $"this repository does not have manifest {Lost}: its revision link is missing";
    }

    /// <summary>The repository may not read the blob.</summary>
    /// <param name="Of">The manifest that names it.</param>
    /// <param name="Lost">The blob.</param>
    public sealed record NoLayerLink(Digest Of, Digest Lost) : Damage("missing-layer-link", Of, Lost)
    {
        /// <inheritdoc/>
        public override string Sentence => $"this repository has no link to {Subject}";
    }

    /// <summary>A link names another digest of the same algorithm: a client gets other bytes than it asks for.</summary>
    /// <param name="Of">The manifest.</param>
    /// <param name="Asked">Its blob, or null for itself.</param>
    /// <param name="Named">What the link says.</param>
    public sealed record Misdirected(Digest Of, Digest? Asked, Digest Named) : Damage("misdirected-link", Of, Asked)
    {
        /// <inheritdoc/>
        public override string Sentence => $"the link of {Subject} leads to {Named}";
    }

    /// <summary>The bytes are gone.</summary>
    /// <param name="Of">The manifest.</param>
    /// <param name="Lost">Its blob, or null for itself.</param>
    /// <param name="Trashed">The pass in whose trash they lie: it puts them back when it settles, or the next pass does.</param>
    public sealed record NoBytes(Digest Of, Digest? Lost, PassId? Trashed) : Damage("missing-bytes", Of, Lost)
    {
        /// <inheritdoc/>
        public override string Sentence =>
            $"the bytes of {Subject} are missing{(Trashed is { } pass ? $"; they lie in the trash of pass {pass}, and it or the next pass puts them back" : "")}";
    }

    /// <summary>The file is longer or shorter than the descriptor says.</summary>
    /// <param name="Of">The manifest with the descriptor.</param>
    /// <param name="Wrong">The blob, or the child of an index.</param>
    /// <param name="Said">Bytes by the descriptor.</param>
    /// <param name="Found">Bytes of the file.</param>
    public sealed record WrongSize(Digest Of, Digest Wrong, long Said, long Found) : Damage("wrong-size", Of, Wrong)
    {
        /// <inheritdoc/>
        public override string Sentence => $"{Subject} has {Found} bytes instead of {Said}";
    }

    /// <summary>The bytes have another digest.</summary>
    /// <param name="Of">The manifest.</param>
    /// <param name="Altered">Its blob, or null for itself.</param>
    public sealed record WrongHash(Digest Of, Digest? Altered) : Damage("wrong-hash", Of, Altered)
    {
        /// <inheritdoc/>
        public override string Sentence => $"the bytes of {Subject} have another digest";
    }

    /// <summary>The bytes are no manifest.</summary>
    /// <param name="Of">The digest that a tag, revision or index gives.</param>
    /// <param name="Reason">A clause.</param>
    public sealed record NotAManifest(Digest Of, string Reason) : Damage("not-a-manifest", Of)
    {
        /// <inheritdoc/>
        public override string Sentence => $"manifest {Of} is none that can be understood: {Reason}";
    }

    /// <summary>An index of which nothing is here: no platform of it can be pulled.</summary>
    /// <param name="Of">The index.</param>
    /// <param name="Listed">How many manifests it lists.</param>
    public sealed record NoChildren(Digest Of, int Listed) : Damage("missing-children", Of)
    {
        /// <inheritdoc/>
        public override string Sentence => $"this repository has none of the {Listed} manifests that index {Of} lists";
    }
}
