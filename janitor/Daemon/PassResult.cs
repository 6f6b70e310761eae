namespace RegistryJanitor.Daemon;

/// <summary>How one pass ended.</summary>
public abstract record PassResult
{
    private PassResult()
    {
    }

    /// <summary>All that the pass set out to do is done.</summary>
    public sealed record Succeeded : PassResult;

    /// <summary>Something of it failed.</summary>
    /// <param name="Sentence">What failed and why, for the log and the health file.</param>
    public sealed record Failed(string Sentence) : PassResult
    {
        /// <summary>What failed is one of many that have nothing to do with each other: it is told, and the loop is as healthy as before.</summary>
        public bool IsPartial { get; init; }
    }

    /// <summary>Nothing was done, because another process holds what is needed.</summary>
    /// <param name="Sentence">Who holds what.</param>
    public sealed record Busy(string Sentence) : PassResult;
}
