namespace RegistryJanitor.Daemon;

/// <summary>Tells which known name somebody may have meant.</summary>
public static class NearestName
{
    /// <summary>Below this length one edit makes another word of it.</summary>
    private const int ShortestForOneEdit = 5;

    /// <summary>The known name with the fewest edits, unless that is more than a third of it.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        string? nearest = null;
        var fewest = int.MaxValue;
        foreach (var candidate in known.Order(StringComparer.Ordinal))
        {
            var edits = Edits(Bare(name), Bare(candidate));
            if (edits >= fewest || edits * 3 > candidate.Length)
                continue;
            (nearest, fewest) = (candidate, edits);
        }

        return nearest;
    }

    /// <summary>Whether the two differ by case, underscores and at most one edit.</summary>
    internal static bool IsNearMiss(string name, string known)
    {
        var (a, b) = (Bare(name), Bare(known));
        return Edits(a, b) <= (b.Length >= ShortestForOneEdit ? 1 : 0);
    }

    private static string Bare(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>Edits (insert, drop, replace, swap two neighbours) that make one of the other: optimal string alignment.</summary>
    private static int Edits(string a, string b)
    {
        var table = new int[a.Length + 1][];
        for (var i = 0; i <= a.Length; i++)
        {
            table[i] = new int[b.Length + 1];
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i][j] = i + j;
                    continue;
                }

                var replaced = table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var fewest = Math.Min(replaced, 1 + Math.Min(table[i - 1][j], table[i][j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    fewest = Math.Min(fewest, table[i - 2][j - 2] + 1);
                table[i][j] = fewest;
            }
        }

        return table[a.Length][b.Length];
    }
}
