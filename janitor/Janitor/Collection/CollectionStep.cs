using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>One change that a plan asks for, with its reason.</summary>
public abstract record CollectionStep
{
    private CollectionStep(RepositoryName repository, string reason)
    {
        Repository = repository;
        Reason = reason;
    }

    /// <summary>Where.</summary>
    public RepositoryName Repository { get; }

    /// <summary>Why, in words for people.</summary>
    public string Reason { get; }

    /// <summary>Phase 8: the tag goes, unless it was pushed again since the scan.</summary>
    public sealed record EvictTag(RepositoryName Repository, TagSnapshot Tag, string Reason) : CollectionStep(Repository, Reason);

    /// <summary>Phase 9: the repository no longer has the manifest, unless it was pushed again since the mark.</summary>
    public sealed record RemoveRevision(RepositoryName Repository, RevisionSnapshot Revision, string Reason)
        : CollectionStep(Repository, Reason);
}
