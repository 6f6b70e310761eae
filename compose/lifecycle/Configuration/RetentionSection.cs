namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>The section <c>retention</c>: which tags stay when <c>cleanup</c> runs. Each rule only ever keeps.</summary>
public sealed record RetentionSection
{
    /// <summary>What a file without the section has; the numbers of the first two are imglife's.</summary>
    public static RetentionSection Default { get; } = new();

    /// <summary>The newest so many tags of each repository stay, however old.</summary>
    public int KeepLast { get; init; } = 5;

    /// <summary>Tags that are not older stay, however many; days.</summary>
    public int MaxAgeDays { get; init; } = 30;

    /// <summary>Tags that stay: names, or patterns as the janitor knows them (<c>v*</c>, <c>/^v1\./</c>).</summary>
    public IReadOnlyList<string> ExcludeTags { get; init; } = [];

    /// <summary>Nothing goes when more of all tags would go than this; percent.</summary>
    public int MaxDeletePercent { get; init; } = 50;

    /// <summary>Whether cleanup that the schedule runs removes what would go; otherwise it only tells.</summary>
    public bool Apply { get; init; }
}
