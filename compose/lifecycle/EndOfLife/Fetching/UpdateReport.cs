namespace RegistryJanitor.Lifecycle.EndOfLife.Fetching;

/// <summary>What came of an update.</summary>
/// <param name="Products">By name.</param>
/// <param name="DataFile">What became of the data file: a sentence without a full stop.</param>
public sealed record UpdateReport(IReadOnlyList<ProductUpdate> Products, string DataFile)
{
    /// <summary>What could not be written; then nothing is as the products say.</summary>
    public string? Failure { get; init; }

    /// <summary>What is worth a line besides.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Everything is as good as it can be.</summary>
    public bool IsFresh => Failure is null && Products.All(one => one.IsFresh);

    /// <summary>All of it in one sentence.</summary>
    public string Summary
    {
        get
        {
            var counts = new[]
            {
                (Count: Products.Count(one => one is ProductUpdate.Added), Word: "new"),
                (Count: Products.Count(one => one is ProductUpdate.Changed), Word: "changed"),
                (Count: Products.Count(one => one is ProductUpdate.Unchanged or ProductUpdate.Recent), Word: "unchanged"),
                (Count: Products.Count(one => one is ProductUpdate.Kept), Word: "kept"),
                (Count: Products.Count(one => one is ProductUpdate.Missing), Word: "missing"),
                (Count: Products.Count(one => one is ProductUpdate.Own), Word: "your own"),
                (Count: Products.Count(one => one is ProductUpdate.Left), Word: "left"),
            };
            var said = string.Join(", ", counts.Where(one => one.Count > 0).Select(one => $"{one.Count} {one.Word}"));
            return $"{Products.Count} {(Products.Count == 1 ? "product" : "products")}{(said.Length == 0 ? "" : $": {said}")}; {DataFile}";
        }
    }
}
