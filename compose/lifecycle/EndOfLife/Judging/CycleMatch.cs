using RegistryJanitor.Lifecycle.EndOfLife.Data;

namespace RegistryJanitor.Lifecycle.EndOfLife.Judging;

/// <summary>Finds the cycle that is meant by what was cut from a tag.</summary>
public static class CycleMatch
{
    /// <summary>
    /// The longest name that the cut is, or begins with as far as a dot, dash, underscore or plus: <c>22</c> for <c>22.11</c>, but never <c>3.2</c> for
    /// <c>3.21</c>. Null: none.
    /// </summary>
    public static string? Longest(string cut, IEnumerable<string> names) =>
        names.Where(name => Begins(Bare(cut), Bare(name))).MaxBy(name => name.Length);

    /// <summary>The one cycle whose codename begins with the cut as a word: <c>12</c> for <c>bookworm</c>. Null: none, or several.</summary>
    public static ReleaseCycle? Named(string cut, ProductCycles product)
    {
        ReleaseCycle? found = null;
        foreach (var cycle in product.Cycles)
        {
            if (cycle.Codename is not { } codename || !cut.Equals(codename.Split(' ')[0], StringComparison.OrdinalIgnoreCase))
                continue;
            if (found is not null)
                return null;
            found = cycle;
        }

        return found;
    }

    private static bool Begins(string cut, string name) =>
        name.Length > 0 && cut.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (cut.Length == name.Length || cut[name.Length] is '.' or '-' or '_' or '+');

    private static string Bare(string text) => text is ['v' or 'V', var first, ..] && char.IsAsciiDigit(first) ? text[1..] : text;
}
