namespace RegistryJanitor.Lifecycle.State;

/// <summary>How something was when a sink was last told of it, or when there was nothing to tell.</summary>
/// <param name="Subject">What.</param>
/// <param name="State">How it was, in a word.</param>
public sealed record ToldCondition(string Subject, string State)
{
    /// <summary>What it was so by, such as the request of a build; null: nothing tells it apart.</summary>
    public string? Mark { get; init; }

    /// <summary>Since when nothing is to be seen of it, UTC; null: it is there.</summary>
    public DateTimeOffset? MissingSince { get; init; }
}
