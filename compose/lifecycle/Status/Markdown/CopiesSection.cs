namespace RegistryJanitor.Lifecycle.Status.Markdown;

/// <summary>The base images that are copied.</summary>
internal static class CopiesSection
{
    internal static void Write(StatusReport report, MarkdownDocument document)
    {
        if (report.Copies.Count == 0)
            return;
        document.Heading("Base images");
        document.Table(["Image", "Tag", "Digest", "Made", .. LifeCells.Columns], [.. report.Copies.Select(copy => Row(copy, report))]);
        document.List([.. report.Copies.SelectMany(Below)]);
    }

    private static string[] Row(CopiedImage copy, StatusReport report) =>
    [
        MarkdownText.Code(copy.Name),
        copy.Tag is { } tag ? MarkdownText.Code(tag) : "not copied yet",
        copy.Digest is { } digest ? MarkdownText.Code(StatusWords.Short(digest)) : "-",
        MarkdownText.Day(copy.CreatedAt),
        .. LifeCells.Of(copy.Verdict, report.Thresholds),
    ];

    private static IEnumerable<string> Below(CopiedImage copy)
    {
        var name = copy.Tag is { } tag ? $"{copy.Name}:{tag}" : copy.Name;
        if (copy.Trouble is { } trouble)
            yield return $"{MarkdownText.Code(name)} is not up to date: {StatusWords.Sentence(MarkdownText.Of(trouble))}";
        foreach (var unknown in LifeCells.Unknown(name, copy.Verdict))
            yield return unknown;
    }
}
