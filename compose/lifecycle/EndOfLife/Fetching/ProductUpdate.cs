using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.EndOfLife.Data;

namespace RegistryJanitor.Lifecycle.EndOfLife.Fetching;

/// <summary>What became of a product in an update.</summary>
public abstract record ProductUpdate
{
    private ProductUpdate(string product) => Product = product;

    /// <summary>As the configuration, or the data file, names it.</summary>
    public string Product { get; }

    /// <summary>Whether what is known of it is as good as it can be.</summary>
    public virtual bool IsFresh => true;

    /// <summary>The end of a sentence that begins with the product.</summary>
    public abstract string Sentence { get; }

    /// <summary>It was not in the data file.</summary>
    /// <param name="Product">It.</param>
    /// <param name="Cycles">How many there are.</param>
    /// <param name="Canonical">As the site names it.</param>
    public sealed record Added(string Product, int Cycles, string Canonical) : ProductUpdate(Product)
    {
        /// <inheritdoc />
        public override string Sentence => $"new, {Cycles} cycles{(Canonical.Equals(Product, StringComparison.Ordinal) ? "" : $"; the site calls it {Canonical}")}";
    }

    /// <summary>It is not as it was.</summary>
    /// <param name="Product">It.</param>
    /// <param name="Differences">What is other, a few words each.</param>
    public sealed record Changed(string Product, IReadOnlyList<string> Differences) : ProductUpdate(Product)
    {
        private const int MostShown = 4;

        /// <inheritdoc />
        public override string Sentence => $"changed: {string.Join(", ", Differences.Take(MostShown))}{(Differences.Count > MostShown ? $" and {Differences.Count - MostShown} more" : "")}";
    }

    /// <summary>It is as it was.</summary>
    /// <param name="Product">It.</param>
    public sealed record Unchanged(string Product) : ProductUpdate(Product)
    {
        /// <inheritdoc />
        public override string Sentence => "unchanged";
    }

    /// <summary>It was asked for a short while ago.</summary>
    /// <param name="Product">It.</param>
    /// <param name="At">When.</param>
    public sealed record Recent(string Product, DateTimeOffset At) : ProductUpdate(Product)
    {
        /// <inheritdoc />
        public override string Sentence => $"unchanged; asked for at {At:yyyy-MM-dd HH:mm} UTC, which is less than a day ago";
    }

    /// <summary>It could not be renewed, so the data file has it as before.</summary>
    /// <param name="Product">It.</param>
    /// <param name="Since">When it was last known to be right; null: nobody remembers.</param>
    /// <param name="Reason">A sentence without a full stop.</param>
    public sealed record Kept(string Product, DateTimeOffset? Since, string Reason) : ProductUpdate(Product)
    {
        /// <inheritdoc />
        public override bool IsFresh => false;

        /// <inheritdoc />
        public override string Sentence => $"kept as {(Since is { } since ? $"of {since:yyyy-MM-dd HH:mm} UTC" : "it is")}, because {Printable.Line(Reason)}";
    }

    /// <summary>It could not be fetched, and the data file does not have it.</summary>
    /// <param name="Product">It.</param>
    /// <param name="IsBundled">Whether the bundle does.</param>
    /// <param name="Reason">A sentence without a full stop.</param>
    public sealed record Missing(string Product, bool IsBundled, string Reason) : ProductUpdate(Product)
    {
        /// <inheritdoc />
        public override bool IsFresh => false;

        /// <inheritdoc />
        public override string Sentence => $"{(IsBundled ? $"judged by what is bundled, of {BundledData.AsOf:yyyy-MM-dd}" : "missing")}, because {Printable.Line(Reason)}";
    }

    /// <summary>The site does not know it, and need not: somebody here does.</summary>
    /// <param name="Product">It.</param>
    public sealed record Own(string Product) : ProductUpdate(Product)
    {
        /// <inheritdoc />
        public override string Sentence => "your own: the site does not have it, lifecycle.overrides does";
    }

    /// <summary>The data file has it, and nobody asks for it: perhaps under another of its names.</summary>
    /// <param name="Product">It.</param>
    /// <param name="Other">The name that entries have for it; null: none has it.</param>
    public sealed record Left(string Product, string? Other) : ProductUpdate(Product)
    {
        /// <inheritdoc />
        public override string Sentence => Other is null
            ? "left as it is; no entry names it"
            : $"left as it is; entries name it {Other}, which is used in its place, so it may be deleted";
    }
}
