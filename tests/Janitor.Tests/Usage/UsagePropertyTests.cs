using RegistryJanitor.Tests.Properties;
using RegistryJanitor.Tests.Properties.Oracles;
using RegistryJanitor.Tests.Properties.Stores;
using RegistryJanitor.Tests.Support;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Tests.Usage;

/// <summary>Sums against sets: over stores that nobody drew by hand, each number is what a set of blobs a tag would give.</summary>
[Collection(OneAtATime.Collection)]
public sealed class UsagePropertyTests
{
    private const int Stores = 200;

    [Fact]
    public void Every_number_is_that_of_the_set_of_blobs_it_stands_for()
    {
        foreach (var seed in Seeds.Read(Stores).All)
        {
            using var stage = new UsageStage();
            StoreGenerator.Generate(seed).Stage(stage.Store);

            var usage = stage.Read().Usage;

            var files = new OracleStore(StoreFiles.Read(stage.Store.Root));
            var sets = (from repository in usage.Repositories
                        from tag in repository.Tags
                        select (repository.Repository, Tag: tag, Blobs: Blobs(files, repository.Repository.Value, tag.Digest?.ToString()))).ToList();
            var all = sets.SelectMany(set => set.Blobs).ToHashSet(StringComparer.Ordinal);
            foreach (var (repository, tag, blobs) in sets)
            {
                var others = sets.Where(set => set.Tag != tag || set.Repository != repository).SelectMany(set => set.Blobs).ToHashSet(StringComparer.Ordinal);
                Assert.Equal((seed, repository, tag.Tag, Bytes(files, blobs)), (seed, repository, tag.Tag, tag.Bytes));
                Assert.Equal((seed, repository, tag.Tag, Bytes(files, blobs.Except(others, StringComparer.Ordinal))), (seed, repository, tag.Tag, tag.BytesAlone));
            }

            foreach (var repository in usage.Repositories)
            {
                var own = sets.Where(set => set.Repository == repository.Repository).SelectMany(set => set.Blobs).ToHashSet(StringComparer.Ordinal);
                var others = sets.Where(set => set.Repository != repository.Repository).SelectMany(set => set.Blobs).ToHashSet(StringComparer.Ordinal);
                Assert.Equal((seed, repository.Repository, Bytes(files, own)), (seed, repository.Repository, repository.Bytes));
                Assert.Equal((seed, repository.Repository, Bytes(files, own.Except(others, StringComparer.Ordinal))), (seed, repository.Repository, repository.BytesAlone));
            }

            Assert.Equal((seed, Bytes(files, all)), (seed, usage.Bytes - usage.UnreferencedBytes));
            Assert.Equal((seed, Bytes(files, files.Blobs.Keys)), (seed, usage.Bytes));
        }
    }

    private static long Bytes(OracleStore files, IEnumerable<string> blobs) => blobs.Sum(blob => (long)files.Blobs[blob].Content.Length);

    /// <summary>Downwards, by the repository's own links and revisions.</summary>
    private static HashSet<string> Blobs(OracleStore files, string repository, string? target)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (target is not null)
            Add(target);
        return found;

        void Add(string name)
        {
            var links = files.Repositories[repository].Links;
            var stored = files.Blobs.ContainsKey(name) ? name : links.TryGetValue(name, out var link) && link.Target is { } other && files.Blobs.ContainsKey(other) ? other : null;
            if (stored is null || !found.Add(stored))
                return;
            foreach (var next in files.Manifest(stored)?.Names ?? [])
                Add(next);
        }
    }
}
