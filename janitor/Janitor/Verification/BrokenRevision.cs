using System.Collections.Immutable;

namespace RegistryJanitor.Verification;

/// <summary>A manifest that no tag of its repository leads to and that cannot be pulled by its digest.</summary>
/// <param name="Repository">Where.</param>
/// <param name="Revision">Which.</param>
/// <param name="Damage">Why; never empty.</param>
public sealed record BrokenRevision(RepositoryName Repository, Digest Revision, ImmutableArray<Damage> Damage)
{
    /// <summary>Something of it could not be read, so that nobody knows.</summary>
    public bool IsUnknown => Damage.Any(damage => damage is Verification.Damage.Unreadable);
}
