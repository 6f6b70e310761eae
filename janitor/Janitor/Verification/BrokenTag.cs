using System.Collections.Immutable;

namespace RegistryJanitor.Verification;

/// <summary>A tag that cannot be pulled.</summary>
/// <param name="Repository">Where.</param>
/// <param name="Tag">Its name.</param>
/// <param name="Target">What it points at; null when its link does not tell.</param>
/// <param name="Damage">Why, in the order in which a client would meet it; never empty.</param>
public sealed record BrokenTag(RepositoryName Repository, Tag Tag, Digest? Target, ImmutableArray<Damage> Damage);
