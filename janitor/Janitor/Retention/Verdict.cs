using RegistryJanitor.Storage;

namespace RegistryJanitor.Retention;

/// <summary>What becomes of a tag, and why.</summary>
public abstract record Verdict
{
    private Verdict(TagSnapshot tag, string reason)
    {
        Tag = tag;
        Reason = reason;
    }

    /// <summary>The tag.</summary>
    public TagSnapshot Tag { get; }

    /// <summary>Why, in words for people.</summary>
    public string Reason { get; }

    /// <summary>It stays.</summary>
    public sealed record Keep(TagSnapshot Tag, string Reason) : Verdict(Tag, Reason);

    /// <summary>It goes.</summary>
    public sealed record Evict(TagSnapshot Tag, string Reason) : Verdict(Tag, Reason);

    /// <summary>It is a referrer's tag: it stays as long as the manifest that its name speaks of.</summary>
    public sealed record Follow(TagSnapshot Tag, ReferrerTag Referrer, string Reason) : Verdict(Tag, Reason);
}
