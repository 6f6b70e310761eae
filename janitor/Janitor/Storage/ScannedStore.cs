using System.Collections.Immutable;

namespace RegistryJanitor.Storage;

/// <summary>Every repository and tag that a scan saw.</summary>
/// <param name="Repositories">By name.</param>
/// <param name="Faults">What is not as it should be outside of repositories.</param>
/// <param name="EmptyDirectories">Directories below <c>repositories/</c> in which nothing is: the parents of repositories that are gone.</param>
public sealed record ScannedStore(
    ImmutableArray<ScannedRepository> Repositories, ImmutableArray<StoreFault> Faults, ImmutableArray<string> EmptyDirectories)
{
    /// <summary>All faults, those of repositories too.</summary>
    public IEnumerable<StoreFault> AllFaults => Faults.Concat(Repositories.SelectMany(repository => repository.Faults));
}
