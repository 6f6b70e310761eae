namespace RegistryJanitor.Retention;

/// <summary>What one rule says of one tag. A rule only ever keeps: a tag goes when all rules let it.</summary>
/// <param name="Keeps">The rule keeps it.</param>
/// <param name="Why">Why, or why not, in words for people.</param>
public readonly record struct Opinion(bool Keeps, string Why);
