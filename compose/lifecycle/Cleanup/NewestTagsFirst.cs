using RegistryJanitor.Lifecycle.Sync;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>The order in which tags are judged: by the time of their image, then by version, then by name. What has no time comes last. Only equal tags compare as 0.</summary>
internal sealed class NewestTagsFirst : IComparer<SeenTag>
{
    internal static NewestTagsFirst Order { get; } = new();

    public int Compare(SeenTag? x, SeenTag? y)
    {
        if (x is null || y is null)
            return (x is null).CompareTo(y is null);
        var order = Nullable.Compare(y.Content.Created, x.Content.Created);
        if (order == 0)
            order = Versions(TagVersion.Read(x.Tag), TagVersion.Read(y.Tag));
        return order == 0 ? Oci.Tag.NaturalOrder.Compare(x.Tag, y.Tag) : order;
    }

    /// <summary>A tag that is no version is behind those that are.</summary>
    private static int Versions(TagVersion? one, TagVersion? other) => one is null && other is null ? 0 : NewestFirst.Order.Compare(one, other);
}
