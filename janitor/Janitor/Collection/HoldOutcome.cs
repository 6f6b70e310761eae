using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What the registry's own collector took, and what came back.</summary>
/// <param name="Collected">Blobs that are gone.</param>
/// <param name="Bytes">What they took on disk.</param>
/// <param name="PutBack">Blobs that a manifest refers to and that are back.</param>
/// <param name="Faults">What could not be read, put back or dropped. Then nothing is gone for good: the hold stays for the next recovery.</param>
public sealed record HoldOutcome(int Collected, long Bytes, int PutBack, ImmutableArray<StoreFault> Faults)
{
    /// <summary>Nothing was taken.</summary>
    public static HoldOutcome Nothing { get; } = new(0, 0, 0, []);
}
