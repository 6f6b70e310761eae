namespace RegistryJanitor.Lifecycle.Notifying.Delivery;

/// <summary>What is spent on telling one sink at one look.</summary>
public sealed record DeliveryLimits
{
    /// <summary>How often it is tried.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Before the second try; four times as long before each one after it.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For one try.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For all of it: no wait is begun that would end later.</summary>
    public TimeSpan All { get; init; } = TimeSpan.FromSeconds(45);
}
