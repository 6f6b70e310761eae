namespace RegistryJanitor.Lifecycle.Status;

/// <summary>What came of the newest request for an image.</summary>
public abstract record LastBuild
{
    private LastBuild(string? id, string word) => (Id, Word) = (id, word);

    /// <summary>The request; null: there is none.</summary>
    public string? Id { get; }

    /// <summary>In one word, for people and for programs.</summary>
    public string Word { get; }

    /// <summary>Nothing was asked for yet.</summary>
    public sealed record Never() : LastBuild(null, "not-asked");

    /// <summary>What was asked for cannot be read.</summary>
    /// <param name="Why">A sentence without its stop.</param>
    public sealed record Unreadable(string Why) : LastBuild(null, "unreadable");

    /// <summary>It waits or is being built.</summary>
    /// <param name="Id">The request.</param>
    /// <param name="Word"><c>waits</c> or <c>builds</c>.</param>
    public sealed record Pending(string Id, string Word) : LastBuild(Id, Word);

    /// <summary>Its result is one of the oldest, and is gone.</summary>
    /// <param name="Id">The request.</param>
    public sealed record Gone(string Id) : LastBuild(Id, "gone");

    /// <summary>It has ended.</summary>
    /// <param name="Build">How.</param>
    public sealed record Ended(EndedBuild Build) : LastBuild(Build.Id, Build.Status);
}
