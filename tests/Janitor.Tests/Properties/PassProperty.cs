using RegistryJanitor.Daemon;
using RegistryJanitor.Tests.Properties.Oracles;
using RegistryJanitor.Tests.Properties.Stores;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Properties;

/// <summary>Stages a random store, lets the janitor pass over it until nothing changes, and compares with what the oracle says.</summary>
internal sealed class PassProperty(RandomStore random, Census census) : IDisposable
{
    private const int MostPasses = 5;

    private readonly TempStore _store = new();
    private readonly List<string> _violations = [];

    /// <summary>What is wrong with a store after passes over it, a sentence each; empty when nothing is.</summary>
    /// <param name="random">The store.</param>
    /// <param name="census">Where to count what it had in it.</param>
    /// <param name="begin">Who passes over it; null for the janitor.</param>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(RandomStore random, Census census, Func<TempStore, IPasses>? begin = null)
    {
        using var property = new PassProperty(random, census);
        try
        {
            random.Stage(property._store);
            using var pass = begin is null ? new OnePass(property._store) : begin(property._store);
            await property.PassUntilItRestsAsync(pass);
        }
        catch (Exception thrown)
        {
            throw new InvalidOperationException($"seed {random.Seed}", thrown);
        }

        return property._violations;
    }

    public void Dispose() => _store.Dispose();

    private async Task PassUntilItRestsAsync(IPasses pass)
    {
        var before = StoreFiles.Read(_store.Root);
        var wasExact = false;
        for (var number = 1; number <= MostPasses && _violations.Count == 0; number++)
        {
            var oracle = new Oracle(before, new OracleSettings(random.KeepLast, pass.Now.UtcDateTime, random.Grace, OnePass.UploadsKeep));
            var pullable = Pullable(oracle);
            var result = await pass.PassAsync(random.KeepLast, random.Grace);
            var after = StoreFiles.Read(_store.Root);
            if (result is not PassResult.Succeeded && pass.Excuse is null)
                Violation(number, $"the pass says {result}");
            CheckFiles(number, oracle, before, after, pass.Takes);
            CheckPulls(number, pullable);
            if (Directory.Exists(_store.Layout.Trash) && Directory.EnumerateFileSystemEntries(_store.Layout.Trash).Any())
                Violation(number, "something was left in the trash");
            if (number == 1)
                census.Add(random, oracle, before, pass.Takes);

            var changed = before.Keys.Union(after.Keys, StringComparer.Ordinal).Where(path => before.Difference(path, after) is not null).ToArray();
            foreach (var path in number > 1 && wasExact ? changed : [])
                Violation(number, $"{path} {before.Difference(path, after)}, though the pass before had nothing left to decide");
            if (number > 1 && changed.Length == 0)
                return;
            (before, wasExact) = (after, oracle.IsExact);
        }

        if (_violations.Count == 0)
            Violation(MostPasses, "it is not at rest yet");
    }

    private void CheckFiles(int pass, Oracle oracle, StoreFiles before, StoreFiles after, Func<string, bool> takes)
    {
        foreach (var (path, what) in oracle.MustStay)
        {
            if (before.Difference(path, after) is { } difference)
                Violation(pass, $"safety: {what} {path} {difference}");
        }

        foreach (var paths in oracle.NotAllMayGo.Where(paths => !paths.Any(after.ContainsKey)))
            Violation(pass, $"safety: the last layer link of a repository with manifests is gone, one of {string.Join(", ", paths)}");
        foreach (var (path, what) in oracle.MustGo.Where(gone => takes(gone.Value) && after.ContainsKey(gone.Key)))
            Violation(pass, $"liveness: {what} {path} is still there");
        foreach (var path in after.Keys.Where(path => !before.ContainsKey(path)))
            Violation(pass, $"{path} is new");
    }

    /// <summary>What lives and can be pulled: tags, and manifests by digest.</summary>
    private (string Repository, string Reference)[] Pullable(Oracle oracle) =>
    [
        .. from repository in oracle.Repositories
           from reference in oracle.Narrow.Tags[repository.Name].Concat(oracle.Narrow.Named[repository.Name].Where(repository.Revisions.ContainsKey))
           where WhyNot(repository.Name, reference) is null
           select (repository.Name, reference),
    ];

    private void CheckPulls(int pass, (string Repository, string Reference)[] pullable)
    {
        foreach (var (repository, reference) in pullable)
        {
            if (WhyNot(repository, reference) is { } why)
                Violation(pass, $"safety: {repository} {reference} could be pulled, now not: {why}");
        }
    }

    private string? WhyNot(string repository, string reference) => Digest.TryParse(reference, out var digest)
        ? Puller.WhyNot(_store.Layout, RepositoryName.Parse(repository), digest)
        : Puller.WhyNot(_store.Layout, repository, reference);

    private void Violation(int pass, string sentence) => _violations.Add($"pass {pass}: {sentence}");
}
