using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Everything a pass would do, before it does any of it. What is printed is what is carried out.</summary>
/// <param name="Repositories">By name.</param>
/// <param name="Faults">What is not as it should be in the store.</param>
public sealed record CollectionPlan(ImmutableArray<RepositoryPlan> Repositories, ImmutableArray<StoreFault> Faults)
{
    /// <summary>How many tags there are.</summary>
    public int TagCount => Repositories.Sum(repository => repository.Verdicts.Length);

    /// <summary>How many tags go.</summary>
    public int EvictionCount => Repositories.Sum(repository => repository.Evictions.Length);

    /// <summary>How many manifests go.</summary>
    public int RemovalCount => Repositories.Sum(repository => repository.Removals.Length);

    /// <summary>There is nothing to change.</summary>
    public bool IsEmpty => EvictionCount + RemovalCount == 0;

    /// <summary>What stood in the way of marking repositories.</summary>
    public IEnumerable<StoreFault> HeldBack => Repositories.SelectMany(repository => repository.HeldBackBy);
}
