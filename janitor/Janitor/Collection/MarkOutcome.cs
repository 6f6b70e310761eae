using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What the mark of one repository found.</summary>
public abstract record MarkOutcome
{
    private MarkOutcome()
    {
    }

    /// <summary>Everything was read.</summary>
    /// <param name="Dead">Revisions that nothing leads to.</param>
    /// <param name="Gone">Referrers' tags whose subject is gone or about to go.</param>
    public sealed record Complete(ImmutableArray<RevisionSnapshot> Dead, ImmutableArray<FollowingTag> Gone) : MarkOutcome
    {
        /// <summary>Nothing is dead, because nobody looks: the settings keep every manifest.</summary>
        public static Complete EverythingLives { get; } = new([], []);
    }

    /// <summary>Something was not: nothing of this repository may be removed but the tags that policy evicts.</summary>
    /// <param name="Faults">What stood in the way.</param>
    public sealed record Incomplete(ImmutableArray<StoreFault.Unreadable> Faults) : MarkOutcome;
}
