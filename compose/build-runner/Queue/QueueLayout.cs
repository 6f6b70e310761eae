using RegistryJanitor.BuildRunner.Requests;

namespace RegistryJanitor.BuildRunner.Queue;

/// <summary>
/// The only place that knows where things are on the volume:
/// <code>
/// BUILD_DATA_DIR/
///   requests/ID.json            asked for; written whole by whoever asks
///   claims/ID.RUNNER.json       a request that a runner renamed here: it is that runner's
///   claims/ID.RUNNER.beat       touched while the runner works on it
///   results/ID.json             how it ended
///   logs/ID.log                 what the engine said, live
///   contexts/                   directories and tars that requests name
///   work/ID/                    files of a build, gone after it
/// </code>
/// </summary>
/// <param name="Root">Absolute.</param>
public sealed record QueueLayout(string Root)
{
    /// <summary>Where requests wait.</summary>
    public string Requests => Path.Join(Root, "requests");

    /// <summary>Where claimed requests are.</summary>
    public string Claims => Path.Join(Root, "claims");

    /// <summary>Where results are.</summary>
    public string Results => Path.Join(Root, "results");

    /// <summary>Where logs are.</summary>
    public string Logs => Path.Join(Root, "logs");

    /// <summary>What requests may name.</summary>
    public string Contexts => Path.Join(Root, "contexts");

    /// <summary>Files of one build.</summary>
    public string Work(BuildId id) => Path.Join(Root, "work", id.Value);
}
