namespace RegistryJanitor.Lifecycle.Status.Markdown;

/// <summary>The images that are built.</summary>
internal static class ImagesSection
{
    internal static void Write(StatusReport report, MarkdownDocument document)
    {
        if (report.Images.Count == 0)
            return;
        document.Heading("Images");
        document.Table(["Image", "Version", "Built from", "It was", .. LifeCells.Columns, "Last build", "Ended", "Digest"], [.. report.Images.Select(image => Row(image, report))]);
        document.List([.. report.Images.SelectMany(Below)]);
    }

    private static string[] Row(BuiltImage image, StatusReport report)
    {
        var ended = (image.Last as LastBuild.Ended)?.Build;
        return
        [
            MarkdownText.Code(image.Image ?? image.Name),
            image.Version is { } version ? MarkdownText.Of(version) : "-",
            MarkdownText.Code(image.From.Name),
            image.From.Asked is { } asked ? MarkdownText.Code(StatusWords.Short(asked)) : "-",
            .. LifeCells.Of(image.Verdict, report.Thresholds),
            $"{MarkdownText.Of(image.Last.Word)}{(image.Last.Id is { } id ? $" {MarkdownText.Code(id)}" : "")}{(image.From.HasMoved ? $"; **{image.From.MovedWords}**" : "")}",
            MarkdownText.Moment(ended?.EndedAt),
            ended?.Digest is { } digest ? MarkdownText.Code(StatusWords.Short(digest)) : "-",
        ];
    }

    private static IEnumerable<string> Below(BuiltImage image)
    {
        if (image.Last is LastBuild.Unreadable { Why: var why })
            yield return $"{MarkdownText.Code(image.Name)}: {StatusWords.Sentence(MarkdownText.Of(why))}";
        if (image.Last is LastBuild.Ended { Build: { IsSuccess: false, Error: { } error } })
            yield return $"{MarkdownText.Code(image.Name)}: {StatusWords.Sentence(MarkdownText.Of(error))}";
        foreach (var unknown in LifeCells.Unknown(image.Name, image.Verdict))
            yield return unknown;
    }
}
