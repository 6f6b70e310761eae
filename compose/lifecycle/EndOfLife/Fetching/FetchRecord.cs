namespace RegistryJanitor.Lifecycle.EndOfLife.Fetching;

/// <summary>What is remembered of a site: <c>eol-fetches.json</c> in <c>LIFECYCLE_DATA_DIR</c>. Without it, everything is asked for anew, and nothing is lost.</summary>
public sealed record FetchRecord
{
    /// <summary>The shape of this file.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Whose answers these are; versions of one site say nothing of another.</summary>
    public required string Site { get; init; }

    /// <summary>The site wants to be left alone until then; null: it does not.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>By name.</summary>
    public IReadOnlyList<ProductFetch> Products { get; init; } = [];

    /// <summary>What is remembered of a product; null: nothing.</summary>
    public ProductFetch? Find(string product) => Products.FirstOrDefault(one => one.Product.Equals(product, StringComparison.Ordinal));
}
