using System.Collections.Immutable;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Reporting;

/// <summary>Sorts what is listed; what is equal stays as it was.</summary>
internal static class UsageOrder
{
    /// <summary>Repositories, by name until now.</summary>
    public static IReadOnlyList<RepositoryUsage> Sorted(IEnumerable<RepositoryUsage> repositories, ListOrder order) =>
    [
        .. repositories.OrderBy(repository => order switch
        {
            ListOrder.Size => -repository.Bytes,
            ListOrder.Age => repository.PushedAt?.UtcTicks ?? 0,
            ListOrder.Tags => -repository.TagCount,
            _ => 0,
        }),
    ];

    /// <summary>The tags of one repository, newest push first until now; by number of tags they stay so.</summary>
    public static IReadOnlyList<TagUsage> Sorted(ImmutableArray<TagUsage> tags, ListOrder order) =>
    [
        .. tags.OrderBy(tag => order switch
        {
            ListOrder.Size => -tag.Bytes,
            ListOrder.Age => tag.PushedAt.UtcTicks,
            _ => 0,
        }),
    ];
}
