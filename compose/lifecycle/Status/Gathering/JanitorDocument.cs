using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Status.Gathering;

/// <summary>The janitor's <c>/status.json</c> (janitor/Janitor/Status/StatusJson.cs); anything may be missing.</summary>
internal sealed record JanitorDocument
{
    private const int MostTags = 100;

    /// <summary>1, or it is not understood.</summary>
    public int? Schema { get; init; }

    /// <summary>Whether its loop does its work.</summary>
    public bool? Healthy { get; init; }

    /// <summary>That in a sentence.</summary>
    public string? Health { get; init; }

    /// <summary>The last pass.</summary>
    public Pass? LastPass { get; init; }

    /// <summary>The last pass that took something away.</summary>
    public Pass? LastReclaim { get; init; }

    /// <summary>What the next would do.</summary>
    public Plan? Next { get; init; }

    /// <summary>The store's file system.</summary>
    public FileSystem? Space { get; init; }

    /// <summary>For the report.</summary>
    internal JanitorStatus Status() => new(Healthy ?? false, Printable.Line(Health ?? "it does not say how it is", 1000))
    {
        LastPass = LastPass?.ForReport(),
        LastReclaim = LastReclaim?.ForReport(),
        Next = Next?.ForReport(),
        FreeBytes = Space?.FreeBytes,
        SizeBytes = Space?.SizeBytes,
    };

    /// <summary>A pass.</summary>
    internal sealed record Pass(DateTimeOffset? Ended, bool? Succeeded, string? Why, long? TagsEvicted, long? BytesReclaimed)
    {
        internal JanitorPass? ForReport() => Ended is { } ended
            ? new JanitorPass(ended.ToUniversalTime(), Succeeded ?? false, Math.Max(TagsEvicted ?? 0, 0), Math.Max(BytesReclaimed ?? 0, 0)) { Why = Why is null ? null : Printable.Line(Why, 1000) }
            : null;
    }

    /// <summary>What the next pass would do.</summary>
    internal sealed record Plan(DateTimeOffset? At, string? Why, long? TagsEvicted, long? BytesReclaimed, IReadOnlyList<PlannedTag?>? Tags)
    {
        internal JanitorPlan? ForReport() => At is { } at
            ? new JanitorPlan(at.ToUniversalTime(), [.. (Tags ?? []).OfType<PlannedTag>().Take(MostTags).Select(tag => tag.ForReport())], Math.Max(TagsEvicted ?? 0, 0), Math.Max(BytesReclaimed ?? 0, 0))
            {
                Why = Why is null ? null : Printable.Line(Why, 1000),
            }
            : null;
    }

    /// <summary>A tag that would go.</summary>
    internal sealed record PlannedTag(string? Repository, string? Tag, string? Reason)
    {
        internal PlannedEviction ForReport() => new(Printable.Line(Repository ?? "", 300), Printable.Line(Tag ?? "", 200), Printable.Line(Reason ?? "", 300));
    }

    /// <summary>The store's file system.</summary>
    internal sealed record FileSystem(long? FreeBytes, long? SizeBytes);
}
