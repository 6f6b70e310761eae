namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>A text that nobody is shown: as text it is <see cref="Shown"/>.</summary>
/// <param name="Value">It.</param>
public sealed record Secret(string Value)
{
    /// <summary>What stands in its place.</summary>
    public const string Shown = "***";

    /// <summary>The file that it was read from, as it is written; null: it stood in lifecycle.yaml, or in a variable of the environment.</summary>
    public string? File { get; init; }

    /// <inheritdoc />
    public override string ToString() => Shown;
}
