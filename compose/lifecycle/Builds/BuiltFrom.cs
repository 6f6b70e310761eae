namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>What an image is built from at the moment when it is asked for.</summary>
/// <param name="Bases">By tags, each once; null: nobody knows.</param>
public sealed record BuiltFrom(IReadOnlyList<AskedBase>? Bases)
{
    /// <summary>Nobody knows.</summary>
    public static BuiltFrom Unknown { get; } = new((IReadOnlyList<AskedBase>?)null);

    /// <summary>What the image says of it; empty: nothing.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
