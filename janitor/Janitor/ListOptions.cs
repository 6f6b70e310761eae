namespace RegistryJanitor;

/// <summary>What may follow <c>janitor ls</c>.</summary>
/// <param name="By">The order.</param>
/// <param name="Json">Answer with one JSON document.</param>
/// <param name="Repositories">Those whose tags are listed; none: a line a repository.</param>
internal sealed record ListOptions(ListOrder By, bool Json, RepositoryPatterns Repositories)
{
    private const string ByEquals = "--by=";

    /// <summary>Understands the words after the command, in any order; false when one is no option.</summary>
    public static bool TryParse(IReadOnlyList<string> words, out ListOptions options)
    {
        var (by, json, understood) = (ListOrder.Name, false, true);
        var names = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] is "--by")
                understood &= TryOrder(++i < words.Count ? words[i] : "", out by);
            else if (words[i].StartsWith(ByEquals, StringComparison.Ordinal))
                understood &= TryOrder(words[i][ByEquals.Length..], out by);
            else if (words[i] is "--json")
                json = true;
            else
                names.Add(words[i]);
        }

        options = new ListOptions(by, json, new RepositoryPatterns(names));
        return understood && !names.Exists(name => name is "" or ['-', ..]);
    }

    private static bool TryOrder(string word, out ListOrder order)
    {
        order = word switch
        {
            "size" => ListOrder.Size,
            "age" => ListOrder.Age,
            "tags" => ListOrder.Tags,
            _ => ListOrder.Name,
        };
        return word is "name" or "size" or "age" or "tags";
    }
}
