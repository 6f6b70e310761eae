using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>What is to be done about one tag, and why.</summary>
public abstract record PlannedTag
{
    private PlannedTag(Tag tag, string reason) => (Tag, Reason) = (tag, reason);

    /// <summary>The tag.</summary>
    public Tag Tag { get; }

    /// <summary>Why, for people.</summary>
    public string Reason { get; }

    /// <summary>It is copied.</summary>
    /// <param name="Tag">It.</param>
    /// <param name="Source">What it is at the source: exactly this is copied, also when the tag moves meanwhile.</param>
    /// <param name="Target">What it is at the target; null: nothing.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Copy(Tag Tag, Digest Source, Digest? Target, string Reason) : PlannedTag(Tag, Reason)
    {
        /// <summary>The tag of what this one signs or describes; null: it stands for itself.</summary>
        public Tag? About { get; init; }
    }

    /// <summary>It stays as it is at the target.</summary>
    /// <param name="Tag">It.</param>
    /// <param name="Source">What it is at the source; null: nobody asked.</param>
    /// <param name="Target">What it is at the target.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Keep(Tag Tag, Digest? Source, Digest Target, string Reason) : PlannedTag(Tag, Reason);

    /// <summary>Nothing can be done.</summary>
    /// <param name="Tag">It.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Fail(Tag Tag, string Reason) : PlannedTag(Tag, Reason);

    /// <summary>Not now: a limit is reached.</summary>
    /// <param name="Tag">It.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Until">The first run after this goes on, UTC; null: the next.</param>
    public sealed record PutOff(Tag Tag, string Reason, DateTimeOffset? Until) : PlannedTag(Tag, Reason);
}
