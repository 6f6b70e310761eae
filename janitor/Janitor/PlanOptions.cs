namespace RegistryJanitor;

/// <summary>What may follow <c>janitor plan</c>.</summary>
/// <param name="Json">Answer with one JSON document; it has sizes.</param>
/// <param name="Sizes">Say what each tag takes alone; costs a look at every blob.</param>
/// <param name="Shown">The repositories that are shown; the plan is of all.</param>
internal sealed record PlanOptions(bool Json, bool Sizes, RepositoryPatterns Shown)
{
    /// <summary>Understands the words after the command, in any order; false when one is no option.</summary>
    public static bool TryParse(IReadOnlyCollection<string> words, out PlanOptions options)
    {
        var names = words.Where(word => word is not ("--json" or "--sizes")).ToList();
        options = new PlanOptions(
            words.Contains("--json", StringComparer.Ordinal), words.Contains("--sizes", StringComparer.Ordinal), new RepositoryPatterns(names));
        return !names.Exists(name => name is "" or ['-', ..]);
    }
}
