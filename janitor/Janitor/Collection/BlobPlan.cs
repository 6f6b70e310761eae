using System.Collections.Immutable;

namespace RegistryJanitor.Collection;

/// <summary>Which blobs a pass collects.</summary>
public abstract record BlobPlan
{
    private BlobPlan()
    {
    }

    /// <summary>The blobs that go.</summary>
    public virtual ImmutableArray<CollectionStep.CollectBlob> Steps => [];

    /// <summary>Those that nothing names, each once however many images shared it.</summary>
    /// <param name="Now">Those whose time has come.</param>
    /// <param name="Later">The others, by when it comes: on hold, within the grace, or of a tag that can come back.</param>
    public sealed record Collect(ImmutableArray<CollectionStep.CollectBlob> Now, ImmutableArray<LaterBytes> Later) : BlobPlan
    {
        /// <inheritdoc/>
        public override ImmutableArray<CollectionStep.CollectBlob> Steps => Now;
    }

    /// <summary>None, because the settings say so.</summary>
    public sealed record Off : BlobPlan;

    /// <summary>None, because it would do harm.</summary>
    /// <param name="Why">The cause and the cure.</param>
    public sealed record Refused(string Why) : BlobPlan;
}
