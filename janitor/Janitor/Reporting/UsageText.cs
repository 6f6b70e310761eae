using System.Globalization;
using RegistryJanitor.Daemon;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Reporting;

/// <summary>What takes the space, as a person reads it.</summary>
internal static class UsageText
{
    private const int ShortDigest = 12;
    private static readonly string[] s_repositories = ["REPOSITORY", "TAGS", "PUSHED", "SIZE", "ALONE"];
    private static readonly string[] s_tags = ["REPOSITORY", "TAG", "PUSHED", "DIGEST", "SIZE", "ALONE"];

    /// <summary>Writes a line a repository, or a tag of those that were asked for; what is wrong; and the totals of the store.</summary>
    public static void Write(UsageReport report, ListOptions options, TextWriter output, Screen screen)
    {
        var repositories = UsageOrder.Sorted(report.Usage.Repositories.Where(repository => options.Repositories.Match(repository.Repository)), options.By);
        if (repositories.Count > 0 && options.Repositories.AreAll)
            AlignedRows.Write(s_repositories, () => repositories.Select(Row), output, screen, painted: -1, 1, 3, 4);
        else if (repositories.Count > 0)
            AlignedRows.Write(s_tags, () => repositories.SelectMany(repository => UsageOrder.Sorted(repository.Tags, options.By).Select(tag => Row(repository, tag))), output, screen, painted: -1, 4, 5);
        foreach (var fault in report.Faults)
            output.WriteLine($"! {fault}");
        var usage = report.Usage;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{usage.Repositories.Length} repositories, {usage.TagCount} tags, {usage.Blobs} blobs of {ByteSize.Text(usage.Bytes)}. {Unreferenced(usage)}"));
    }

    /// <summary>What of a store no tag leads to.</summary>
    public static string Unreferenced(StoreUsage usage) => usage.UnreferencedBytes == 0
        ? "Tags lead to all of it."
        : $"No tag leads to {ByteSize.Text(usage.UnreferencedBytes)} of it.";

    private static string[] Row(RepositoryUsage repository) =>
    [
        repository.Repository.Value,
        repository.TagCount.ToString(CultureInfo.InvariantCulture),
        repository.PushedAt is { } at ? TimeText.ForPeople(at) : "-",
        ByteSize.Text(repository.Bytes),
        ByteSize.Text(repository.BytesAlone),
    ];

    private static string[] Row(RepositoryUsage repository, TagUsage tag) =>
    [
        repository.Repository.Value, tag.Tag.Value, TimeText.ForPeople(tag.PushedAt), tag.Digest?.Hex[..ShortDigest] ?? "?", ByteSize.Text(tag.Bytes), ByteSize.Text(tag.BytesAlone),
    ];
}
