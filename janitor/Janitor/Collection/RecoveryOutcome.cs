using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What recovery found and did.</summary>
/// <param name="Finished">Passes that had committed: their trash is deleted.</param>
/// <param name="Undone">Passes that had not: what they had moved is back.</param>
/// <param name="Faults">What could not be put back or deleted. The next recovery tries again.</param>
public sealed record RecoveryOutcome(List<PassId> Finished, List<PassId> Undone, List<StoreFault> Faults);
