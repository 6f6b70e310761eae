using System.Globalization;
using System.Text;
using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.EndOfLife.Data;

/// <summary>
/// Writes <c>eol-data.yaml</c>: what imglife writes (product, then a list of cycle, eol, latest, latestReleaseDate), with codename and releaseDate besides. The
/// same data are always the same bytes. When they were fetched is not in it, or it would change every day.
/// </summary>
public static class DataText
{
    private const string Head = """
        # Written by lifecycle eol update; what is changed here by hand is overwritten. To know better, use lifecycle.overrides in lifecycle.yaml.
        # Ends of life are facts of https://endoflife.date, Copyright 2020 endoflife.date contributors (MIT).

        """;

    /// <summary>The whole file.</summary>
    public static string Of(EndOfLifeData data)
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var product in data.Products)
            text.Append(Of(product));
        return text.ToString();
    }

    /// <summary>One product: two are the same exactly if this text is.</summary>
    public static string Of(ProductCycles product)
    {
        var text = new StringBuilder().Append(Key(product.Product)).Append(product.Cycles.Count == 0 ? ": []\n" : ":\n");
        foreach (var cycle in product.Cycles)
        {
            text.Append("  - cycle: ").Append(Quoted(cycle.Name)).Append('\n');
            Line(text, "codename", cycle.Codename is { } codename ? Quoted(codename) : null);
            Line(text, "releaseDate", Day(cycle.ReleaseDate));
            Line(text, "eol", cycle.End switch { null => null, CycleEnd.On { Day: var day } => Day(day), var other => other.ToString() });
            Line(text, "latest", cycle.Latest is { } latest ? Quoted(latest) : null);
            Line(text, "latestReleaseDate", Day(cycle.LatestReleaseDate));
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string key, string? value)
    {
        if (value is not null)
            text.Append("    ").Append(key).Append(": ").Append(value).Append('\n');
    }

    // In quotes: without them, readers of other languages take a day for a moment with a time zone.
    private static string? Day(DateOnly? day) => day is { } known ? Quoted(known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null;

    /// <summary>Names of products need no quotes; but <c>true</c> and <c>7</c> would not be texts without.</summary>
    private static string Key(string product) => product.Length > 0 && char.IsAsciiLetter(product[0]) && ProductName.IsOne(product) && product is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n")
        ? product
        : Quoted(product);

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
