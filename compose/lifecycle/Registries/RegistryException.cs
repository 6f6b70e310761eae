namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>A registry did not do what it was asked for.</summary>
/// <param name="fault">Why.</param>
/// <param name="sentence">The registry, the cause and the cure, without a stop and without a secret.</param>
public sealed class RegistryException(RegistryFault fault, string sentence) : Exception(sentence)
{
    /// <summary>Why.</summary>
    public RegistryFault Fault { get; } = fault;

    /// <summary>When it may be asked again, UTC; null: it does not say.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}
