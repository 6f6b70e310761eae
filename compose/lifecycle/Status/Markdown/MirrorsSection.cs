namespace RegistryJanitor.Lifecycle.Status.Markdown;

/// <summary>The mirrors of git.</summary>
internal static class MirrorsSection
{
    internal static void Write(StatusReport report, MarkdownDocument document)
    {
        if (report.Mirrors.Count == 0)
            return;
        document.Heading("Mirrors");
        document.Table(["Mirror", "Upstream", "State", "Commit", "Changed"], [.. report.Mirrors.Select(Row)]);
        document.List([.. report.Mirrors.Where(mirror => mirror.Cause is not null).Select(mirror =>
            $"{MarkdownText.Code(mirror.Name)}: {StatusWords.Sentence(MarkdownText.Of(mirror.Cause!))}{(mirror.Cure is { } cure ? $" {StatusWords.Sentence(MarkdownText.Of(cure))}" : "")}")]);
    }

    /// <summary>Whether the last try changed anything is news of the moment, and not in here.</summary>
    private static string[] Row(MirroredRepository mirror) =>
    [
        MarkdownText.Code(mirror.Name),
        mirror.Upstream is { } upstream ? MarkdownText.Code(upstream) : "-",
        mirror.IsWell ? "OK" : MarkdownText.Of(mirror.Outcome),
        mirror.Commit is { } commit ? MarkdownText.Code(StatusWords.Short(commit)) : "-",
        MarkdownText.Moment(mirror.ChangedAt),
    ];
}
