using System.Diagnostics.CodeAnalysis;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>
/// The queue of build-runner, as somebody sees it who asks:
/// <code>
/// requests/ID.json                 waits
/// claims/ID.RUNNER.ATTEMPT.json    a runner has it
/// results/ID.json                  how it ended
/// contexts/                        what requests name that are of no mirror
/// </code>
/// </summary>
/// <param name="root">The volume, absolute.</param>
public sealed class QueueFolder(string root)
{
    private string Contexts => Path.Join(root, "contexts");

    private string Requests => Path.Join(root, "requests");

    /// <summary>Where a request is.</summary>
    /// <exception cref="IOException">The volume cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public QueueState StateOf(string id)
    {
        // In the order in which a request moves on: meanwhile it is seen twice, never not at all. A claim beside its result is tidied up later, so the result counts.
        var waits = File.Exists(Path.Join(Requests, $"{id}.json"));
        var claims = Path.Join(root, "claims");
        var builds = Directory.Exists(claims) && Directory.EnumerateFiles(claims, $"{id}.*.json").Any();
        return ResultFile.Read(Path.Join(root, "results", $"{id}.json")) is { } ended ? ended
            : builds ? new QueueState.Builds()
            : waits ? new QueueState.Waits()
            : new QueueState.Unknown();
    }

    /// <summary>Asks: the file is there whole or not at all.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Ask(string id, ReadOnlySpan<byte> request)
    {
        // build-runner makes it when it starts, which may be later.
        Directory.CreateDirectory(Requests);
        WholeFile.Write(Path.Join(Requests, $"{id}.json"), request);
    }

    /// <summary>Puts a context where requests find it: it is there whole or not at all.</summary>
    /// <param name="name">Of the file.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Place(string name, Action<Stream> write)
    {
        Directory.CreateDirectory(Contexts);
        WholeFile.Write(Path.Join(Contexts, name), write);
    }

    /// <summary>Takes a context away whose builds have ended; one that is not there is fine.</summary>
    /// <exception cref="IOException">It could not be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "One file, which this class put there.")]
    public void Discard(string name)
    {
        if (File.Exists(Path.Join(Contexts, name)))
            File.Delete(Path.Join(Contexts, name));
    }
}
