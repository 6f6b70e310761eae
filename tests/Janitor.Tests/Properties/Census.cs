using System.Collections.Concurrent;
using System.Text;
using RegistryJanitor.Tests.Properties.Oracles;
using RegistryJanitor.Tests.Properties.Stores;

namespace RegistryJanitor.Tests.Properties;

/// <summary>What the stores of a run had in them, so that nobody believes in a property that was never put to the test.</summary>
internal sealed class Census
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int this[string key] => _counts.GetValueOrDefault(key);

    public void Add(RandomStore random, Oracle oracle, StoreFiles before, Func<string, bool> takes)
    {
        Count("stores", 1);
        Count("stores in which the oracle leaves nothing free", oracle.IsExact ? 1 : 0);
        Count("stores whose blobs are collected", takes("blob") ? 1 : 0);
        Count("statements", random.Statements.Length);
        Count("revisions", oracle.Repositories.Sum(repository => repository.Revisions.Count));
        Count("files", before.Count);
        foreach (var path in before.Keys.Where(path => !oracle.MustStay.ContainsKey(path) && !oracle.MustGo.ContainsKey(path)))
            Count($"free: {Kind(path)}", 1);
        foreach (var what in oracle.MustStay.Values)
            Count($"must stay: {what}", 1);
        foreach (var what in oracle.MustGo.Values)
            Count($"must go: {what}", 1);
    }

    private static string Kind(string path) =>
        path.StartsWith("blobs/", StringComparison.Ordinal) ? "blob"
        : path.Contains("/_layers/", StringComparison.Ordinal) ? "layer link"
        : path.Contains("/_manifests/revisions/", StringComparison.Ordinal) ? "revision"
        : path.EndsWith("/current/link", StringComparison.Ordinal) ? "tag"
        : "history of a tag";

    public void Count(string key, int by) => _counts.AddOrUpdate(key, by, (_, before) => before + by);

    public override string ToString() => _counts.OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Aggregate(new StringBuilder(), (text, pair) => text.Append(pair.Value.ToString().PadLeft(9)).Append(' ').AppendLine(pair.Key)).ToString();
}
