using System.Globalization;
using RegistryJanitor.Collection;

namespace RegistryJanitor.Reporting;

/// <summary>What can come back, as a person reads it.</summary>
internal static class TrashText
{
    private static readonly string[] s_heading = ["REPOSITORY", "TAG", "DIGEST", "EVICTED", "UNTIL"];

    /// <summary>Writes one line a tag, the latest evicted first.</summary>
    public static void Write(IReadOnlyCollection<EvictedTag> tags, TimeSpan undo, TextWriter output)
    {
        if (tags.Count > 0)
        {
            AlignedRows.Write(
                s_heading, () => tags.Select(tag => new[] { tag.Repository.Value, tag.Tag.Tag.Value, tag.Target?.ToString() ?? "?", Time(tag.Pass.Began), Time(tag.Until) }), output);
            output.WriteLine($"{tags.Count} {(tags.Count == 1 ? "tag" : "tags")} can come back: janitor restore REPOSITORY:TAG");
        }
        else
        {
            output.WriteLine(undo > TimeSpan.Zero ? "No evicted tag can come back." : "No evicted tag can come back: UNDO_SECS is 0.");
        }
    }

    private static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
}
