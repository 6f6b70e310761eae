using RegistryJanitor.BuildRunner.Requests;

namespace RegistryJanitor.BuildRunner.Queue;

/// <summary>
/// The only place that knows where things are on the volume:
/// <code>
/// BUILD_DATA_DIR/
///   requests/ID.json                 asked for; written whole by whoever asks
///   claims/ID.RUNNER.ATTEMPT.json    a request that a runner renamed here: it is that runner's
///   claims/ID.RUNNER.ATTEMPT.beat    written again and again while the runner works on it
///   results/ID.json                  how it ended
///   refused/                         files of requests/ that cannot have a result, each with NAME.why
///   logs/ID.log                      what the engine said, live
///   contexts/                        directories and tars that requests name
///   work/ID.RUNNER.ATTEMPT/          files of a build, gone after it
///   runners/RUNNER.lock              held by the process that has this name
///   runners/RUNNER.now               written to learn what time it is on the volume
///   runners/RUNNER.json              how its loop is
///   engine/RUNNER/              what an engine keeps, a runner's own
/// </code>
/// </summary>
/// <param name="Root">Absolute.</param>
public sealed record QueueLayout(string Root)
{
    /// <summary>Of requests, claims and results.</summary>
    public const string Ending = ".json";

    private const string BeatEnding = ".beat";

    /// <summary>Where requests wait.</summary>
    public string Requests => Path.Join(Root, "requests");

    /// <summary>Where claimed requests are.</summary>
    public string Claims => Path.Join(Root, "claims");

    /// <summary>Where results are.</summary>
    public string Results => Path.Join(Root, "results");

    /// <summary>Where what is no request is put.</summary>
    public string Refused => Path.Join(Root, "refused");

    /// <summary>Where logs are.</summary>
    public string Logs => Path.Join(Root, "logs");

    /// <summary>What requests may name.</summary>
    public string Contexts => Path.Join(Root, "contexts");

    /// <summary>Where builds have their files.</summary>
    public string AllWork => Path.Join(Root, "work");

    /// <summary>What runners tell of themselves.</summary>
    public string Runners => Path.Join(Root, "runners");

    /// <summary>All directories.</summary>
    public IReadOnlyList<string> Directories => [Requests, Claims, Results, Refused, Logs, Contexts, AllWork, Runners];

    /// <summary>A request that waits.</summary>
    public string Request(BuildId id) => Path.Join(Requests, $"{id}{Ending}");

    /// <summary>A request that is a runner's.</summary>
    public string ClaimFile(Claim claim) => Path.Join(Claims, $"{claim}{Ending}");

    /// <summary>That the runner lives.</summary>
    public string Beat(Claim claim) => Path.Join(Claims, $"{claim}{BeatEnding}");

    /// <summary>How a request ended.</summary>
    public string Result(BuildId id) => Path.Join(Results, $"{id}{Ending}");

    /// <summary>What its engine said.</summary>
    public string Log(BuildId id) => Path.Join(Logs, $"{id}.log");

    /// <summary>The same, relative to the volume, as results tell it.</summary>
    public static string RelativeLog(BuildId id) => $"logs/{id}.log";

    /// <summary>Files of one attempt: one that was believed to be dead may still write into its own.</summary>
    public string Work(Claim claim) => Path.Join(AllWork, claim.Name);

    /// <summary>What an engine keeps between builds of one runner: storage that it empties itself.</summary>
    public string Engine(RunnerName runner) => Path.Join(Root, "engine", $"{runner}");

    /// <summary>Held by the process that has the name.</summary>
    public string Lock(RunnerName runner) => Path.Join(Runners, $"{runner}.lock");

    /// <summary>Written to learn the time.</summary>
    public string Now(RunnerName runner) => Path.Join(Runners, $"{runner}.now");

    /// <summary>How its loop is.</summary>
    public string Health(RunnerName runner) => Path.Join(Runners, $"{runner}{Ending}");

    /// <summary>The claim of a file of <see cref="Claims"/>; null when it is not the file of a claim.</summary>
    public static Claim? ClaimOf(string fileName) => WithoutEnding(fileName, Ending) is { } name ? Claim.Read(name) : null;

    /// <summary>The claim of a heartbeat; null when the file is none.</summary>
    public static Claim? BeatOf(string fileName) => WithoutEnding(fileName, BeatEnding) is { } name ? Claim.Read(name) : null;

    /// <summary>The id of a file of <see cref="Requests"/> or <see cref="Results"/>; null when it is none.</summary>
    public static BuildId? IdOf(string fileName) => WithoutEnding(fileName, Ending) is { } name ? BuildId.Read(name) : null;

    private static string? WithoutEnding(string name, string ending) => name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : null;
}
