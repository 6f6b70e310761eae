using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Usage;

/// <summary>What takes the space, and what could not be looked at on the way.</summary>
/// <param name="Usage">What takes the space.</param>
/// <param name="Faults">By path. While something could not be read, more may be in use than is said.</param>
internal sealed record UsageReport(StoreUsage Usage, ImmutableArray<StoreFault> Faults)
{
    /// <summary>Everything was read.</summary>
    public bool IsWhole => !Faults.Any(fault => fault is StoreFault.Unreadable);
}
