using RegistryJanitor.Lifecycle.EndOfLife.Judging;
using RegistryJanitor.Lifecycle.Status;

namespace RegistryJanitor.Lifecycle.Status.Markdown;

/// <summary>
/// A report as Markdown that is kept in git: it says no moment at which it was made, no age and no days that are left, so that a commit of it tells news and nothing else.
/// </summary>
public static class MarkdownReport
{
    /// <summary>Writes it, with line feeds, the last line included.</summary>
    public static string Of(StatusReport report)
    {
        var document = new MarkdownDocument();
        document.Paragraph(Summary(report));
        CopiesSection.Write(report, document);
        ImagesSection.Write(report, document);
        MirrorsSection.Write(report, document);
        BuildsSection.Write(report, document);
        JanitorSection.Write(report.Janitor, document);
        if (report.Notices.Count > 0)
        {
            document.Heading("Worth knowing");
            document.List([.. report.Notices.Select(notice => StatusWords.Sentence(MarkdownText.Of(notice)))]);
        }

        if (report.ClientZone is { } zone)
        {
            document.Heading("Notes");
            document.Verbatim(zone);
        }

        return document.ToString();
    }

    private static string Summary(StatusReport report)
    {
        var verdicts = report.Verdicts.ToList();
        var states = Enum.GetValues<EndOfLifeState>().Select(state => (Word: StatusWords.Of(state, report.Thresholds), Count: verdicts.Count(verdict => verdict.State == state)))
            .GroupBy(one => one.Word, StringComparer.Ordinal).Select(group => (Word: group.Key, Count: group.Sum(one => one.Count))).Where(one => one.Count > 0);
        string[] said =
        [
            $"Ends of life of {StatusWords.Count(verdicts.Count, "image")}{(verdicts.Count > 0 ? $": {string.Join(", ", states.Select(one => $"{one.Count} {MarkdownText.Of(one.Word)}"))}" : "")}.",
            .. Failed("Last builds", report.Images.Count, report.Images.Count(image => image.Last is LastBuild.Ended { Build.IsSuccess: false })),
            .. Failed("Mirrors", report.Mirrors.Count, report.Mirrors.Count(mirror => !mirror.IsWell)),
            "All times are UTC.",
        ];
        return string.Join(' ', said);
    }

    private static IEnumerable<string> Failed(string what, int all, int failed)
    {
        if (all > 0)
            yield return $"{what}: {(failed == 0 ? "none" : $"{failed}")} of {all} failed.";
    }
}
