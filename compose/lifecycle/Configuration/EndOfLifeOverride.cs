namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>The end of one cycle, as somebody here knows it better: support that was bought, or a product of your own.</summary>
/// <param name="Product">As entries name it.</param>
/// <param name="Cycle">As it is cut from a tag; a text, so that <c>3.20</c> is not <c>3.2</c>.</param>
/// <param name="End">When.</param>
public sealed record EndOfLifeOverride(string Product, string Cycle, CycleEnd End)
{
    /// <summary>Why; null: nobody says.</summary>
    public string? Reason { get; init; }
}
