using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Properties.Stores;

/// <summary>A store and the settings of a pass over it, made from a seed: what was pushed, deleted and left lying, in the order of time.</summary>
/// <param name="Seed">Which.</param>
/// <param name="KeepLast">KEEP_LAST_N.</param>
/// <param name="Grace">GC_GRACE_SECS.</param>
/// <param name="Statements">What happened.</param>
/// <param name="Shapes">What is in it, by the names in <see cref="Shape"/>.</param>
/// <param name="Names">Short names by hex digits of digests.</param>
internal sealed record RandomStore(
    int Seed,
    int KeepLast,
    TimeSpan Grace,
    ImmutableArray<Statement> Statements,
    IReadOnlySet<Shape> Shapes,
    IReadOnlyDictionary<string, string> Names)
{
    /// <summary>Makes it, on disk.</summary>
    public void Stage(TempStore store)
    {
        foreach (var statement in Statements)
            statement.Write(store);
    }

    /// <summary>Text in which digests have their short names, too.</summary>
    public string Readable(string text)
    {
        var readable = new StringBuilder(text);
        foreach (var (hex, name) in Names.Where(pair => text.Contains(pair.Key, StringComparison.Ordinal)))
            readable.Replace(hex, $"<{name} {hex[..8]}>");
        return readable.ToString();
    }

    /// <summary>The store as statements, the oldest first.</summary>
    public override string ToString() => Readable(string.Create(
        CultureInfo.InvariantCulture,
        $"seed {Seed}, KEEP_LAST_N={KeepLast}, GC_GRACE_SECS={Grace.TotalSeconds}\n{string.Join('\n', Statements.Select(statement => $"  {statement}"))}"));
}
