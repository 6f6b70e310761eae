using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>One change that a plan asks for, with its reason.</summary>
public abstract record CollectionStep
{
    private CollectionStep(string reason) => Reason = reason;

    /// <summary>What goes, in words for people: <c>tag team/app:v1</c>.</summary>
    public abstract string What { get; }

    /// <summary>Why, in words for people.</summary>
    public string Reason { get; }

    /// <summary>Phase 8: the tag goes, unless it was pushed again since the scan.</summary>
    public sealed record EvictTag(RepositoryName Repository, TagSnapshot Tag, string Reason) : CollectionStep(Reason)
    {
        /// <inheritdoc/>
        public override string What => $"tag {Repository}:{Tag.Tag}";
    }

    /// <summary>Phase 9: the repository no longer has the manifest, unless it was pushed again since the mark.</summary>
    public sealed record RemoveRevision(RepositoryName Repository, RevisionSnapshot Revision, string Reason) : CollectionStep(Reason)
    {
        /// <inheritdoc/>
        public override string What => $"manifest {Repository}@{Revision.Digest}";
    }

    /// <summary>Phase 9: the repository may no longer read the blob, unless it was pushed again since the mark.</summary>
    public sealed record RemoveLayerLink(RepositoryName Repository, LayerSnapshot Layer, string Reason) : CollectionStep(Reason)
    {
        /// <inheritdoc/>
        public override string What => $"layer link {Repository} {Layer.Digest}";
    }

    /// <summary>Phase 9: a tag's history forgets a manifest that its repository no longer has.</summary>
    public sealed record RemoveIndexEntry(RepositoryName Repository, IndexEntrySnapshot Entry, string Reason) : CollectionStep(Reason)
    {
        /// <inheritdoc/>
        public override string What => $"history {Repository}:{Entry.Tag} {Entry.Digest}";
    }

    /// <summary>Phase 9: an upload that was given up goes, unless it has gone on since.</summary>
    public sealed record RemoveUpload(RepositoryName Repository, UploadSnapshot Upload, string Reason) : CollectionStep(Reason)
    {
        /// <inheritdoc/>
        public override string What => $"upload {Repository} {Upload.Id}";
    }

    /// <summary>Phase 9: a blob goes, unless something names it again.</summary>
    /// <param name="Digest">Which.</param>
    /// <param name="Bytes">What it takes on disk, by its length.</param>
    /// <param name="Reason">Why.</param>
    public sealed record CollectBlob(Digest Digest, long Bytes, string Reason) : CollectionStep(Reason)
    {
        /// <inheritdoc/>
        public override string What => $"blob {Digest}";
    }

    /// <summary>Phase 11: an evicted tag can no longer come back.</summary>
    public sealed record ForgetTag(EvictedTag Tag, string Reason) : CollectionStep(Reason)
    {
        /// <inheritdoc/>
        public override string What => $"evicted tag {Tag.Repository}:{Tag.Tag.Tag} of {Tag.Pass}";
    }

    /// <summary>Phase 11: unlink or rmdir, whichever it needs, if it still is what it was.</summary>
    public sealed record RemoveLitter(Litter Litter, string Reason) : CollectionStep(Reason)
    {
        /// <inheritdoc/>
        public override string What => $"{(Litter.IsFile ? "left-over file" : "empty directory")} {Litter.Path}";
    }
}
