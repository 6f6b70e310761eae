namespace RegistryJanitor.Lifecycle.Status.Markdown;

/// <summary>The last builds. How many wait is of the moment, and not in here.</summary>
internal static class BuildsSection
{
    internal static void Write(StatusReport report, MarkdownDocument document)
    {
        if (report.Work.Last.Count == 0)
            return;
        document.Heading("Last builds");
        document.Table(["Request", "Image", "Result", "Ended", "Digest"], [.. report.Work.Last.Select(Row)]);
        document.List([.. report.Work.Last.Where(build => build.Error is not null).Select(build => $"{MarkdownText.Code(build.Id)}: {StatusWords.Sentence(MarkdownText.Of(build.Error!))}")]);
    }

    private static string[] Row(EndedBuild build) =>
    [
        MarkdownText.Code(build.Id),
        build.Pushed is [var first, ..] ? MarkdownText.Code(first) : build.Image is { } image ? MarkdownText.Code(image) : "-",
        MarkdownText.Of(build.Status),
        MarkdownText.Moment(build.EndedAt),
        build.Digest is { } digest ? MarkdownText.Code(StatusWords.Short(digest)) : "-",
    ];
}
