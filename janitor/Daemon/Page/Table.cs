namespace RegistryJanitor.Daemon.Page;

/// <summary>What the page's tables have in common.</summary>
public static class Table
{
    /// <summary>Says how many rows are not shown; nothing when all are.</summary>
    public static Html More(int count, int shown) => count > shown ? $"<p class=\"soft\">and {Figures.Count(count - shown)} more</p>" : Html.Nothing;
}
