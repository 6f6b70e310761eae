using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Everything a pass would do, before it does any of it. What is printed is what is carried out.</summary>
/// <param name="Repositories">By name.</param>
/// <param name="Faults">What is not as it should be in the store.</param>
/// <param name="Blobs">Which blobs go.</param>
public sealed record CollectionPlan(ImmutableArray<RepositoryPlan> Repositories, ImmutableArray<StoreFault> Faults, BlobPlan Blobs)
{
    /// <summary>Evicted tags whose time to come back is over.</summary>
    public ImmutableArray<CollectionStep.ForgetTag> Forgotten { get; init; } = [];

    /// <summary>Litter outside of repositories.</summary>
    public ImmutableArray<CollectionStep.RemoveLitter> Litter { get; init; } = [];

    /// <summary>What is done because space is short, a sentence; null when it is not, or nobody asked.</summary>
    public string? Space { get; init; }

    /// <summary>How many tags there are.</summary>
    public int TagCount => Repositories.Sum(repository => repository.Verdicts.Length);

    /// <summary>How many tags go.</summary>
    public int EvictionCount => Repositories.Sum(repository => repository.Evictions.Length);

    /// <summary>How many manifests go.</summary>
    public int RemovalCount => Repositories.Sum(repository => repository.Removals.Length);

    /// <summary>All steps: repository by repository, then those of the whole store.</summary>
    public IEnumerable<CollectionStep> Steps => Repositories.SelectMany(repository => repository.Steps)
        .Concat(Blobs.Steps).Concat(Forgotten).Concat(Litter);

    /// <summary>There is nothing to change.</summary>
    public bool IsEmpty => !Steps.Any();

    /// <summary>What stood in the way of marking repositories.</summary>
    public IEnumerable<StoreFault> HeldBack => Repositories.SelectMany(repository => repository.HeldBackBy);

    /// <summary>What cannot be known, in the store and in its repositories. While there is any, blobs stay: any of them may be meant.</summary>
    public IEnumerable<StoreFault.Unreadable> Ignorance => Faults.Concat(HeldBack).OfType<StoreFault.Unreadable>().Distinct();
}
