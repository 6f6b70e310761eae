using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>A tag while the plan is made: it goes until something keeps it, and then it stays.</summary>
/// <param name="seen">As it was found.</param>
internal sealed class JudgedTag(SeenTag seen)
{
    internal SeenTag Seen { get; } = seen;

    /// <summary>Why it stays; null: nothing keeps it so far.</summary>
    internal string? Keeps { get; private set; }

    /// <summary>Why nothing keeps it.</summary>
    internal string Lets { get; set; } = "";

    /// <summary>Whether it says something of another manifest, and goes and stays with that.</summary>
    internal bool Refers { get; init; }

    /// <summary>The manifest with which it goes; null: none so far.</summary>
    internal Digest? With { get; set; }

    /// <summary>Keeps it; the first reason is told.</summary>
    internal void Keep(string why) => Keeps ??= why;

    /// <summary>Whether it says something of that manifest.</summary>
    internal bool MayReferTo(Digest subject) =>
        Seen.Content.Subject == subject || (ReferrerTag.TryParse(Seen.Tag, out var referrer) && referrer.MayReferTo(subject));
}
