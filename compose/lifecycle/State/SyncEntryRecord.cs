namespace RegistryJanitor.Lifecycle.State;

/// <summary>What is true of one entry of <c>sync</c>. Times are UTC.</summary>
/// <param name="Source">From where, without tag.</param>
/// <param name="Target">To where, without tag.</param>
public sealed record SyncEntryRecord(string Source, string Target)
{
    /// <summary><c>ok</c>, <c>failed</c> or <c>put_off</c>.</summary>
    public string Result { get; init; } = "";

    /// <summary>That in a sentence.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>When it had its turn last.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The first run after this goes on with what was put off; null: nothing was, or the next run does.</summary>
    public DateTimeOffset? ResumesAt { get; init; }

    /// <summary>The tags that are selected, in their order.</summary>
    public IReadOnlyList<TagRecord> Tags { get; init; } = [];
}
