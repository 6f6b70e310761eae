using RegistryJanitor.Lifecycle.EndOfLife.Site;

namespace RegistryJanitor.Lifecycle.EndOfLife.Fetching;

/// <summary>What is remembered of asking for a product. All times are UTC.</summary>
public sealed record ProductFetch
{
    /// <summary>As the configuration names it.</summary>
    public required string Product { get; init; }

    /// <summary>As the site names it; null before the first success.</summary>
    public string? Canonical { get; init; }

    /// <summary>Which edition gave <see cref="Etag"/>.</summary>
    public SiteEdition Edition { get; init; }

    /// <summary>The version of the last answer; null: it had none.</summary>
    public string? Etag { get; init; }

    /// <summary>What the data file said after it, as a hash: an entry that is another by now is asked for anew, whatever the site says of its version.</summary>
    public string? Entry { get; init; }

    /// <summary>When it was last asked for.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When the entry was last known to be as the site says; null: never.</summary>
    public DateTimeOffset? FetchedAt { get; init; }

    /// <summary>Why the last try failed; null: it did not.</summary>
    public string? Fault { get; init; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; init; }
}
