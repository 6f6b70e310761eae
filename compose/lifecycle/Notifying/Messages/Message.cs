using System.Text;

namespace RegistryJanitor.Lifecycle.Notifying.Messages;

/// <summary>All that is new at one look, as one message.</summary>
/// <param name="Events">What: at least one, the worst first.</param>
public sealed record Message(IReadOnlyList<NotifiedEvent> Events)
{
    private const int MostLines = 25;

    /// <summary>A message that says nothing, to see whether one arrives.</summary>
    public static Message Trial { get; } = new([new NotifiedEvent.Trial()]);

    /// <summary>That of the worst.</summary>
    public Gravity Gravity => Events.Max(news => news.Gravity);

    /// <summary>The headline of a single event; how many of which kind of several.</summary>
    public string Title(TextRule rule) => CutText.To(PlainText.Of(Events is [var only] ? only.Headline : Counts()), rule.LongestTitle, rule);

    /// <summary>A line for each event, and how many more there are. Never empty.</summary>
    public string Body(TextRule rule)
    {
        if (Events is [var only])
            return CutText.To(PlainText.Of(only.Detail.Length > 0 ? only.Detail : only.Headline), rule.LongestBody, rule);
        var (body, used, shown) = (new StringBuilder(), 0, 0);
        foreach (var news in Events.Take(MostLines))
        {
            var line = $"{(shown > 0 ? "\n" : "")}{CutText.To(Line(news), rule.LongestLine, rule)}";
            var room = rule.LongestBody - (shown + 1 < Events.Count ? rule.Measure(More(Events.Count)) : 0);
            used += rule.Measure(line);
            if (used > room)
                break;
            body.Append(line);
            shown++;
        }

        return shown < Events.Count ? body.Append(More(Events.Count - shown)).ToString() : body.ToString();
    }

    private static string More(int count) => $"\nand {count} more";

    private static string Line(NotifiedEvent news) => PlainText.Of($"{GravityWords.Mark(news.Gravity)} {news.Headline}{(news.Detail.Length > 0 ? $": {news.Detail}" : "")}");

    private string Counts()
    {
        string[] parts =
        [
            .. new[] { (Gravity.Bad, "wrong"), (Gravity.Warning, "to look at"), (Gravity.Note, "new"), (Gravity.Good, "well") }
                .Select(kind => (Count: Events.Count(news => news.Gravity == kind.Item1), Word: kind.Item2))
                .Where(kind => kind.Count > 0)
                .Select(kind => $"{kind.Count} {kind.Word}"),
        ];
        return $"{Events.Count} changes: {string.Join(", ", parts)}";
    }
}
