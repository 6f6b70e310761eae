namespace RegistryJanitor.Lifecycle.EndOfLife.Data;

/// <summary>Products and their cycles, as <c>eol-data.yaml</c> has them.</summary>
public sealed record EndOfLifeData
{
    /// <summary>Puts the products in order.</summary>
    /// <param name="products">No product twice.</param>
    public EndOfLifeData(IEnumerable<ProductCycles> products) => Products = [.. products.OrderBy(one => one.Product, StringComparer.Ordinal)];

    /// <summary>Nothing is known.</summary>
    public static EndOfLifeData Nothing { get; } = new([]);

    /// <summary>By name.</summary>
    public IReadOnlyList<ProductCycles> Products { get; }

    /// <summary>A product under this very name; null: it is not here.</summary>
    public ProductCycles? Find(string product) => Products.FirstOrDefault(one => one.Product.Equals(product, StringComparison.Ordinal));

    /// <summary>A product under this name or another of its names; null: it is not here.</summary>
    public ProductCycles? FindAny(string product) => Find(product) ?? Products.FirstOrDefault(one => ProductName.Same(one.Product, product));
}
