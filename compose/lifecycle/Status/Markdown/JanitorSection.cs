using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Status.Markdown;

/// <summary>What the janitor took away last, and would next. Passes that took nothing are no news, nor is the space that is free.</summary>
internal static class JanitorSection
{
    private const int MostTags = 20;

    internal static void Write(JanitorReading reading, MarkdownDocument document)
    {
        if (reading is JanitorReading.NotAsked)
            return;
        document.Heading("Janitor");
        if (reading is JanitorReading.Silent { Why: var why })
            document.Paragraph(StatusWords.Sentence(MarkdownText.Of(why)));
        else if (reading is JanitorReading.Told { Status: var status })
            Write(status, document);
    }

    private static void Write(JanitorStatus status, MarkdownDocument document)
    {
        var health = status.IsHealthy ? "" : $" It is not well: {StatusWords.Sentence(MarkdownText.Of(status.Health))}";
        var reclaimed = status.LastReclaim is { } last
            ? $"Last reclaimed {ByteSize.Text(last.BytesReclaimed)} on {MarkdownText.Moment(last.EndedAt)}; {StatusWords.Count(last.TagsEvicted, "tag")} went."
            : "It has reclaimed nothing yet.";
        document.Paragraph($"{reclaimed}{health}");
        if (status.Next is not { } next)
            return;
        if (next.Why is { } why)
            document.Paragraph(StatusWords.Sentence(MarkdownText.Of(why)));
        document.Paragraph($"The next pass would evict {StatusWords.Count(next.EvictedCount, "tag")} and give back {ByteSize.Text(next.Bytes)}{(next.Evicted.Count > 0 ? ":" : ".")}");
        document.Table(["Tag", "Why"], [.. next.Evicted.Take(MostTags).Select(one => new[] { MarkdownText.Code($"{one.Repository}:{one.Tag}"), MarkdownText.Of(one.Reason) })]);
        if (next.EvictedCount > Math.Min(next.Evicted.Count, MostTags))
            document.Paragraph($"And {next.EvictedCount - Math.Min(next.Evicted.Count, MostTags)} more.");
    }
}
