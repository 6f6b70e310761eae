using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Retention;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Tests.Support;

/// <summary>Passes over a store, with a shell script in place of the registry's collector.</summary>
internal sealed class StagedPass : IDisposable
{
    private readonly string _beside = Directory.CreateTempSubdirectory("janitor-tests-").FullName;
    private readonly TempStore _store;

    public StagedPass(TempStore store)
    {
        _store = store;
        Configure($"version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: {store.Root}\n");
        CollectorDoes("exit 0");
        Settings = new JanitorSettings(
            store.Root, Retention: Keep.Last(2), Space: SpaceLimits.None, Interval: TimeSpan.FromHours(1), RunOnce: true, DryRun: false, RunGc: true, DeleteUntagged: true,
            GcEngine.Native,
            Grace: TimeSpan.FromHours(1), Hold: TimeSpan.Zero, Undo: TimeSpan.Zero, UploadsKeep: TimeSpan.FromDays(3), Settle: TimeSpan.Zero, ConfigurationFile, Executable, Parallelism: 1,
            HealthFile: Path.Join(_beside, "health.json"), LogFormat.Text, LogLevel.Debug);
    }

    /// <summary>Keeps the newest two, holds no blob back, one thread so that operations come in the same order every time.</summary>
    public JanitorSettings Settings { get; set; }

    public FakeClock Clock { get; } = new();

    /// <summary>What flock(2) answers; null for what it does.</summary>
    public Errno? Flock { get; set; }

    /// <summary>How much of the file system is free, and how big it is, bytes.</summary>
    public (long Free, long Total) Space { get; set; } = (1L << 40, 1L << 40);

    public KeptLog<Pass> Log { get; } = new();

    /// <summary>How often the collector ran.</summary>
    public int Collections => File.Exists(Runs) ? File.ReadAllLines(Runs).Length : 0;

    /// <summary>What it was asked for the last time.</summary>
    public string LastCollection => File.ReadAllLines(Runs)[^1];

    public string ConfigurationFile => Path.Join(_beside, "config.yml");

    private string Executable => Path.Join(_beside, "registry");

    private string Runs => Path.Join(_beside, "runs");

    public void Configure(string yaml) => File.WriteAllText(ConfigurationFile, yaml);

    /// <summary>The collector answers that these blobs are unreferenced.</summary>
    public void CollectorNames(params Digest[] blobs) =>
        CollectorDoes(string.Join('\n', blobs.Select(blob => $"echo 'blob eligible for deletion: {blob}'")));

    /// <summary>What the collector does, in shell.</summary>
    [SuppressMessage("Interoperability", "CA1416:Validate platform compatibility", Justification = "The store is POSIX.")]
    public void CollectorDoes(string script)
    {
        // As the registry sums up before it names the first blob; it is believed only when it does.
        File.WriteAllText(Executable, $"#!/bin/sh\necho \"$@\" >> {Runs}\necho '0 blobs marked, 0 blobs and 0 manifests eligible for deletion'\n{script}\n");
        File.SetUnixFileMode(Executable, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public Task<PassResult> RunAsync(Func<IStorageMutator, IStorageMutator>? through = null, CancellationToken stop = default) =>
        NewPass(through ?? (mutator => mutator)).RunAsync(stop);

    public Task<CollectionPlan> PreviewAsync() => NewPass(mutator => mutator).PreviewAsync(CancellationToken.None);

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "A directory that this object made.")]
    public void Dispose() => Directory.Delete(_beside, recursive: true);

    public Pass NewPass(Func<IStorageMutator, IStorageMutator> through, Action<PassPhase>? entering = null) =>
        new(Settings, new RegistryCollector(Executable, ConfigurationFile, TimeProvider.System, Log), Clock, Log)
        {
            Through = through,
            Entering = entering ?? (_ => { }),
            Space = () => Space,
            Flock = descriptor => Flock ?? FlockHold.Lock(descriptor),
        };

    public override string ToString() => _store.Root;
}
