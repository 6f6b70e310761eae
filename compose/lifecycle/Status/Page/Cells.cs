using RegistryJanitor.Daemon.Page;

namespace RegistryJanitor.Lifecycle.Status.Page;

/// <summary>What the tables' cells have in common.</summary>
internal static class Cells
{
    /// <summary>Nothing is known.</summary>
    public static Html Dash { get; } = $"<span class=\"soft\">&ndash;</span>";

    /// <summary>As much of a digest or commit as people compare, and all of it for whoever points at it; a dash when there is none.</summary>
    public static Html Short(string? digest) => digest is null ? Dash : $"<code title=\"{digest}\">{StatusWords.Short(digest)}</code>";

    /// <summary>A moment and how long ago that was; a dash when it is not known.</summary>
    public static Html Ago(DateTimeOffset? moment, DateTimeOffset now) =>
        moment is { } known ? $"{Figures.Moment(known)} <span class=\"soft brief\">{Figures.Span(now - known)}{(known > now ? " ahead" : " ago")}</span>" : Dash;

    /// <summary>A word about how something is.</summary>
    /// <param name="word">It.</param>
    /// <param name="isWell">Null: neither well nor ill.</param>
    public static Html State(string word, bool? isWell) => $"<span class=\"state{(isWell switch { true => "", false => " bad", null => " none" })}\">{word}</span>";

    /// <summary>A sentence below what it is about; nothing for none.</summary>
    public static Html Below(string? sentence) => sentence is null ? Html.Nothing : $"<br><span class=\"cure\">{StatusWords.Sentence(sentence)}</span>";

    /// <summary>A table with its headings.</summary>
    /// <param name="caption">What it is about, for those who cannot see it.</param>
    /// <param name="columns">Their names.</param>
    /// <param name="rows">Each a whole row.</param>
    public static Html Table(string caption, IEnumerable<string> columns, IEnumerable<Html> rows) => $"""
        <table>
        <caption class="unseen">{caption}</caption>
        <thead><tr>
        {Html.Lines(columns.Select(Heading))}</tr></thead>
        <tbody>
        {Html.Lines(rows)}</tbody>
        </table>
        """;

    private static Html Heading(string name) => $"<th scope=\"col\">{name}</th>";
}
