using BenchmarkDotNet.Attributes;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Benchmarks;

/// <summary>How much faster does the janitor see every tag of a store than the sequential scan it replaces, and by how many threads?</summary>
[MemoryDiagnoser]
[MedianColumn]
public class HowFastIsATagScan
{
    private StorageLayout _layout = new("/");

    /// <summary>Many repositories of the usual size, and one that is as big as all of them.</summary>
    public static IEnumerable<StoreShape> Shapes { get; } = [new(100, 200), new(1, 20_000)];

    [ParamsSource(nameof(Shapes))]
    public StoreShape Shape { get; set; }

    /// <summary>Of the janitor. The sequential scan has one whatever this says, and runs again beside each number, because machines are noisy.</summary>
    [Params(1, 2, 8, 32)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Generate() => _layout = SyntheticStore.WithTags(Shape);

    [Benchmark(Baseline = true)]
    public int Sequential() => SequentialScan.Run(_layout).Count;

    [Benchmark]
    public int Janitor() => StoreScans.CountTags(_layout, Threads);
}
