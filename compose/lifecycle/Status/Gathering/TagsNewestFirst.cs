using RegistryJanitor.Lifecycle.Sync;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Status.Gathering;

/// <summary>The order of tags in a report: versions before others and newest first, the rest as they are spelt; what has no tag comes last.</summary>
internal sealed class TagsNewestFirst : IComparer<string?>
{
    /// <summary>It.</summary>
    internal static TagsNewestFirst Order { get; } = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return (x is null).CompareTo(y is null);
        var order = NewestFirst.Order.Compare(VersionOf(x), VersionOf(y));
        return order == 0 ? string.CompareOrdinal(x, y) : order;
    }

    private static TagVersion? VersionOf(string text) => Tag.TryParse(text, out var tag) ? TagVersion.Read(tag) : null;
}
