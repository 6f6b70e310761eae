namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>The section <c>status</c>: what the report says besides what is known.</summary>
/// <param name="ClientZone">Markdown of your own; null: none.</param>
public sealed record StatusSection(string? ClientZone)
{
    /// <summary>Nothing.</summary>
    public static StatusSection Default { get; } = new((string?)null);
}
