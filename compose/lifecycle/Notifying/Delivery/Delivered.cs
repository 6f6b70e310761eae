namespace RegistryJanitor.Lifecycle.Notifying.Delivery;

/// <summary>How telling a sink ended. No sentence has an address or an answer in it.</summary>
public abstract record Delivered
{
    private Delivered()
    {
    }

    /// <summary>It was told.</summary>
    public sealed record Told : Delivered;

    /// <summary>It does not want to be told by us, and asking again makes that worse.</summary>
    /// <param name="Why">The end of a sentence that begins with the sink.</param>
    public sealed record Refused(string Why) : Delivered;

    /// <summary>It was not told; later it may be.</summary>
    /// <param name="Why">The end of a sentence that begins with the sink.</param>
    /// <param name="NotBefore">When, UTC; null: whenever we like.</param>
    public sealed record Failed(string Why, DateTimeOffset? NotBefore) : Delivered;
}
