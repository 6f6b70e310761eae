namespace RegistryJanitor.Benchmarks;

/// <summary>How big a generated store is.</summary>
/// <param name="Repositories">How many repositories.</param>
/// <param name="Tags">Tags in each of them.</param>
public readonly record struct StoreShape(int Repositories, int Tags)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Repositories} x {Tags}";
}
