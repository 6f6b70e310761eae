namespace RegistryJanitor.Lifecycle.EndOfLife.Data;

/// <summary>What is known of a product.</summary>
public sealed record ProductCycles
{
    /// <summary>Puts the cycles in order.</summary>
    /// <param name="product">As the file names it.</param>
    /// <param name="cycles">No name twice.</param>
    public ProductCycles(string product, IEnumerable<ReleaseCycle> cycles)
    {
        Product = product;
        Cycles = [.. cycles.OrderByDescending(cycle => cycle.Name, CycleOrder.Instance)];
    }

    /// <summary>As the file names it.</summary>
    public string Product { get; }

    /// <summary>The newest name first, whatever the order was in which they came: the file must not change with that.</summary>
    public IReadOnlyList<ReleaseCycle> Cycles { get; }

    /// <summary>A cycle by its name; null: there is none.</summary>
    public ReleaseCycle? Find(string name) => Cycles.FirstOrDefault(cycle => cycle.Name.Equals(name, StringComparison.Ordinal));
}
