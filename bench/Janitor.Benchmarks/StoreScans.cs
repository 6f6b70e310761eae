using RegistryJanitor.Storage;

namespace RegistryJanitor.Benchmarks;

internal static class StoreScans
{
    public static int CountTags(StorageLayout layout, int threads) =>
        StoreScanner.Scan(layout, threads, CancellationToken.None).Repositories.Sum(repository => repository.Tags.Length);
}
