namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>The section <c>notify</c>: who is told of what.</summary>
/// <param name="Sinks">Who; no address twice.</param>
/// <param name="Topics">Of what.</param>
public sealed record NotifySection(IReadOnlyList<NotificationSink> Sinks, IReadOnlyList<NotificationTopic> Topics)
{
    /// <summary>Nobody is told.</summary>
    public static NotifySection None { get; } = new([], NotificationTopic.Usual);
}
