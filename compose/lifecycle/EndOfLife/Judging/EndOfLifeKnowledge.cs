using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Data;

namespace RegistryJanitor.Lifecycle.EndOfLife.Judging;

/// <summary>Everything that is known of ends of life: overrides before the data file, and that before what is bundled.</summary>
/// <param name="File">The data file.</param>
/// <param name="Bundled">What this program brings with it.</param>
/// <param name="Overrides">What is known better here.</param>
public sealed record EndOfLifeKnowledge(EndOfLifeData File, EndOfLifeData Bundled, IReadOnlyList<EndOfLifeOverride> Overrides)
{
    /// <summary>A product by any of its names; null: neither the file nor the bundle has it.</summary>
    public KnownProduct? Find(string product)
    {
        // An empty list is what a broken update of another writer left; it says nothing.
        if (File.FindAny(product) is { Cycles.Count: > 0 } filed)
            return new KnownProduct(filed, EndOfLifeSource.File);
        return Bundled.FindAny(product) is { } bundled ? new KnownProduct(bundled, EndOfLifeSource.Bundled) : null;
    }

    /// <summary>What is known better of a product, under any of its names.</summary>
    public IReadOnlyList<EndOfLifeOverride> OverridesOf(string product) => [.. Overrides.Where(one => ProductName.Same(one.Product, product))];
}
