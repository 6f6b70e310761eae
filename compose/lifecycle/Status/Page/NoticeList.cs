using RegistryJanitor.Daemon.Page;

namespace RegistryJanitor.Lifecycle.Status.Page;

/// <summary>What is worth knowing besides; nothing where nothing is.</summary>
internal static class NoticeList
{
    public static Html Of(IReadOnlyList<string> notices) => notices.Count == 0 ? Html.Nothing : $"""
        <section id="notices"><h2>Worth knowing</h2>
        <ul>
        {Html.Lines(notices.Select(Item))}</ul>
        </section>
        """;

    private static Html Item(string notice) => $"<li>{StatusWords.Sentence(notice)}</li>";
}
