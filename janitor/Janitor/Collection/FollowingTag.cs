using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>A referrer's tag on its way through the mark.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Referrer">Whose subject its name speaks of.</param>
/// <param name="Target">The number of the manifest that it points at.</param>
/// <param name="MayBeElsewhere">The subject may live in another repository or have come only just now: the tag stays without it.</param>
internal sealed record FollowingTag(TagSnapshot Tag, ReferrerTag Referrer, int Target, bool MayBeElsewhere);
