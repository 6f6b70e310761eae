using RegistryJanitor.Daemon;
using RegistryJanitor.Tests.Properties.Oracles;
using RegistryJanitor.Tests.Properties.Stores;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Properties;

/// <summary>
/// Stages a random store, damages one thing in it, lets the janitor pass over it twice, and compares with what the oracle said before the damage.
/// </summary>
internal sealed class DamageProperty(RandomStore random, Census census) : IDisposable
{
    private readonly TempStore _store = new();
    private readonly List<string> _violations = [];

    /// <summary>What is wrong afterwards, a sentence each; empty when nothing is.</summary>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(RandomStore random, Census census)
    {
        using var property = new DamageProperty(random, census);
        try
        {
            await property.DamageAndPassAsync();
        }
        catch (Exception thrown)
        {
            throw new InvalidOperationException($"seed {random.Seed}", thrown);
        }

        return property._violations;
    }

    public void Dispose() => _store.Dispose();

    private async Task DamageAndPassAsync()
    {
        random.Stage(_store);
        using var pass = new OnePass(_store);
        var sound = StoreFiles.Read(_store.Root);
        var oracle = new Oracle(sound, new OracleSettings(random.KeepLast, pass.Now.UtcDateTime, random.Grace, OnePass.UploadsKeep));

        // Not by the seed itself, from which the store's own first number came.
        if (RandomDamage.Of(new Random(unchecked(random.Seed * 486187739)), oracle, sound) is not { } damage)
            return;
        damage.Do(_store);
        census.Count(damage.Text, 1);
        census.Count("stores", 1);

        var before = StoreFiles.Read(_store.Root);
        for (var number = 1; number <= 2; number++)
        {
            var result = await pass.PassAsync(random.KeepLast, random.Grace);
            var after = StoreFiles.Read(_store.Root);
            var expected = new DamageExpectation(oracle, damage, before);
            _violations.AddRange(expected.Violations(after).Select(sentence => $"pass {number}: {sentence}"));

            // What nobody needs to know, nobody reads: a repository may lose a tag of a broken manifest that another tag keeps, and not notice.
            var gone = before.Keys.Except(after.Keys, StringComparer.Ordinal).Where(path => !path.Contains("/_manifests/tags/", StringComparison.Ordinal));
            if (damage.IsIgnorance && result is PassResult.Succeeded && gone.Any())
                _violations.Add($"pass {number}: something was removed, and the pass says that all is well");
        }

        if (_violations.Count > 0)
            _violations.Insert(0, damage.ToString());
    }
}
