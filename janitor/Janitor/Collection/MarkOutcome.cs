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
    public sealed record Complete : MarkOutcome
    {
        /// <summary>Nothing is dead, because nobody looks: the settings keep everything.</summary>
        public static Complete EverythingLives { get; } = new();

        /// <summary>Revisions that nothing leads to.</summary>
        public ImmutableArray<RevisionSnapshot> DeadRevisions { get; init; } = [];

        /// <summary>Referrers' tags whose subject is gone or about to go.</summary>
        public ImmutableArray<TagSnapshot> GoneReferrers { get; init; } = [];

        /// <summary>Layer links of blobs that no live manifest of the repository names.</summary>
        public ImmutableArray<LayerSnapshot> StaleLayers { get; init; } = [];

        /// <summary>What tags once pointed at and the repository does not have, or not for long.</summary>
        public ImmutableArray<IndexEntrySnapshot> DeadIndexEntries { get; init; } = [];

        /// <summary>Directories that have lost what they were made for, the deepest first.</summary>
        public ImmutableArray<Litter> Litter { get; init; } = [];
    }

    /// <summary>Something was not: nothing of this repository may be removed, and no blob anywhere.</summary>
    /// <param name="Faults">What stood in the way.</param>
    public sealed record Incomplete(ImmutableArray<StoreFault.Unreadable> Faults) : MarkOutcome;
}
