namespace RegistryJanitor.Lifecycle.State;

/// <summary>What images are built from, as it was seen last: <c>state/bases.json</c> on the volume. Without it, every base is as one that moved a moment ago.</summary>
public sealed record BaseState
{
    /// <summary>The shape of this file; a reader takes no other.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>By what they are called.</summary>
    public IReadOnlyList<BaseRecord> Bases { get; init; } = [];
}
