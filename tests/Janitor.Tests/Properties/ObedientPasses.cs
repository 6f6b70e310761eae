using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Tests.Properties.Oracles;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Properties;

/// <summary>No janitor, but the oracle's own word carried out: if its demands contradict each other or the registry, this breaks.</summary>
/// <param name="store">The store.</param>
/// <param name="greedy">It takes what is free, too; else only what must go.</param>
internal sealed class ObedientPasses(TempStore store, bool greedy) : IPasses
{
    private readonly FakeClock _clock = new();

    public DateTimeOffset Now => _clock.GetUtcNow();

    public string? Excuse => null;

    public Task<PassResult> PassAsync(int keepLast, TimeSpan grace)
    {
        var files = StoreFiles.Read(store.Root);
        var oracle = new Oracle(files, new OracleSettings(keepLast, Now.UtcDateTime, grace, OnePass.UploadsKeep));
        var spared = oracle.NotAllMayGo.Select(paths => paths[0]).ToHashSet(StringComparer.Ordinal);
        var gone = greedy ? files.Keys.Where(path => !oracle.MustStay.ContainsKey(path) && !spared.Contains(path)) : oracle.MustGo.Keys;
        foreach (var path in gone)
            TempStore.Damage($"{store.Layout.Registry}/{path}");
        _clock.Advance(TimeSpan.FromSeconds(1));
        return Task.FromResult<PassResult>(new PassResult.Succeeded());
    }

    public bool Takes(string what) => true;

    public void Dispose()
    {
    }
}
