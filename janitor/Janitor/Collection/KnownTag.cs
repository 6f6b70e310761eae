using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What a tag points at, as long as its link is not written again.</summary>
/// <param name="Tag">The tag with the stamp of its link.</param>
/// <param name="Target">The number of the digest that the link names.</param>
internal sealed record KnownTag(TagSnapshot Tag, int Target);
