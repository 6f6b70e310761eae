namespace RegistryJanitor;

/// <summary>The phases of a pass, by their numbers in <see cref="Pass"/>.</summary>
internal enum PassPhase
{
    Lease = 1,
    Recover,
    Scan,
    Retain,
    Inventory,
    Mark,
    Plan,
    Evict,
    Collect,
    Settle,
    Purge,
    Report,
}
