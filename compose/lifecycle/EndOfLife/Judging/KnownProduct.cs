using RegistryJanitor.Lifecycle.EndOfLife.Data;

namespace RegistryJanitor.Lifecycle.EndOfLife.Judging;

/// <summary>What is known of a product, and by whom.</summary>
/// <param name="Cycles">Under the name that the source has.</param>
/// <param name="Source">The file, or what is bundled.</param>
public sealed record KnownProduct(ProductCycles Cycles, EndOfLifeSource Source);
