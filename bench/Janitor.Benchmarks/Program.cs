using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Running;
using RegistryJanitor.Benchmarks;
using RegistryJanitor.Storage;

return args switch
{
    ["generate", var root, var repositories, var tags] => Generate(root, new StoreShape(Number(repositories), Number(tags))),
    ["generate-blobs", var root, var repositories, var tags, var layers] =>
        GenerateBlobs(root, new StoreShape(Number(repositories), Number(tags)), Number(layers)),
    ["scan", var root, "sequential", .. var runs] => Scan(root, "sequential", Runs(runs), layout => SequentialScan.Run(layout).Count),
    ["scan", var root, "janitor", var threads, .. var runs] =>
        Scan(root, $"janitor, threads {threads}", Runs(runs), layout => StoreScans.CountTags(layout, Number(threads))),
    ["clean"] => Clean(),
    ["generate" or "generate-blobs" or "scan" or "clean", ..] => Refuse(),
    _ => Measure(args),
};

static int Generate(string root, StoreShape shape)
{
    SyntheticStore.WithImages(Path.GetFullPath(root), shape);
    return 0;
}

static int GenerateBlobs(string root, StoreShape shape, int layers)
{
    SyntheticStore.WithBlobs(Path.GetFullPath(root), shape, layers);
    return 0;
}

// One line a scan series: what ran, median milliseconds, tags, peak resident KiB of this process, its runtime and compiler included.
static int Scan(string root, string what, int runs, Func<StorageLayout, int> scan)
{
    var layout = new StorageLayout(Path.GetFullPath(root));
    var tags = 0;
    var milliseconds = new double[runs];
    for (var i = 0; i < runs; i++)
    {
        var watch = Stopwatch.StartNew();
        tags = scan(layout);
        milliseconds[i] = watch.Elapsed.TotalMilliseconds;
    }

    Array.Sort(milliseconds);
    var peak = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))["VmHWM:".Length..].Trim();
    Console.WriteLine($"{what}: {milliseconds[runs / 2]:F1} ms, {tags} tags, peak {peak}");
    return 0;
}

static int Clean()
{
    SyntheticStore.CleanUp();
    return 0;
}

static int Measure(string[] args)
{
    var summaries = BenchmarkSwitcher.FromAssembly(typeof(SyntheticStore).Assembly).Run(args);
    return summaries.Any(summary => summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success)) ? 1 : 0;
}

static int Refuse()
{
    Console.Error.WriteLine("usage: generate DIR REPOSITORIES TAGS | generate-blobs DIR REPOSITORIES TAGS LAYERS | scan DIR sequential [RUNS] | scan DIR janitor THREADS [RUNS] | clean");
    return 2;
}

static int Runs(string[] rest) => rest is [var runs] ? Number(runs) : 1;

static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
