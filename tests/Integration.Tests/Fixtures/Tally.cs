using System.Collections.Concurrent;
using System.Net;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>What happened in a run, for its last line and for what it must have reached to prove anything.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int this[string what] => _counts.GetValueOrDefault(what);

    public void Count(string what, int many = 1) => _counts.AddOrUpdate(what, many, (_, before) => before + many);

    public void CountRefusal(HttpStatusCode answer) => Count($"answered {(int)answer} and tried again");

    /// <summary>Fails the test when something happened too rarely.</summary>
    public void Reached(params (string What, int AtLeast)[] counts)
    {
        foreach (var (what, atLeast) in counts)
            Assert.True(this[what] >= atLeast, $"{what}: {this[what]}, less than {atLeast}; {this}");
    }

    public override string ToString() => string.Join(", ", _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value} {count.Key}"));
}
