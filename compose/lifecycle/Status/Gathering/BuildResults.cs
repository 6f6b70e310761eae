using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Builds;

namespace RegistryJanitor.Lifecycle.Status.Gathering;

/// <summary>The queue of build-runner, as far as a report needs it. build-runner keeps the newest results, so all of them are few enough to be read.</summary>
/// <param name="root">The volume, absolute.</param>
internal sealed class BuildResults(string root)
{
    private const string Ending = ".json";

    private readonly QueueFolder _queue = new(root);

    /// <summary>What it did last, and has to do.</summary>
    /// <exception cref="IOException">The volume cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    internal BuildWork Work()
    {
        var results = SmallFile.List(Folder("results"), Ending).Select(path => Read(IdOf(path))).OfType<EndedBuild>()
            .OrderByDescending(build => build.EndedAt).ThenBy(build => build.Id, StringComparer.Ordinal).ToList();
        var ended = results.Select(build => build.Id).ToHashSet(StringComparer.Ordinal);
        // ID.RUNNER.ATTEMPT.json; an id may have dots, the others have none.
        var building = SmallFile.List(Folder("claims"), Ending).Select(path => IdOf(path).Split('.')).Where(parts => parts.Length > 2).Select(parts => string.Join('.', parts[..^2]))
            .Where(id => !ended.Contains(id)).ToHashSet(StringComparer.Ordinal);
        var waiting = SmallFile.List(Folder("requests"), Ending).Select(IdOf).Count(id => !ended.Contains(id) && !building.Contains(id));
        return new BuildWork(waiting, building.Count, [.. results.Take(BuildWork.MostShown)], results.Count);
    }

    /// <summary>What came of requests that make one image: how the first that did not go well is, or else the first.</summary>
    /// <exception cref="IOException">The volume cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    internal LastBuild Of(IReadOnlyList<string> ids)
    {
        var all = ids.Select(Of).ToList();
        return all.Find(one => one is not LastBuild.Ended { Build.IsSuccess: true }) ?? all[0];
    }

    private LastBuild Of(string id) => _queue.StateOf(id) switch
    {
        QueueState.Ended ended => new LastBuild.Ended(Read(id) ?? new EndedBuild(id, ended.Status)),
        QueueState.Unknown => new LastBuild.Gone(id),
        var state => new LastBuild.Pending(id, $"{state}"),
    };

    /// <summary>Null: it is not there.</summary>
    private EndedBuild? Read(string id)
    {
        if (SmallFile.Read(Path.Join(Folder("results"), $"{id}{Ending}")) is not { } bytes)
            return null;
        var (shown, result) = (Printable.Line(id, 200), GatheringJson.Read(bytes, GatheringJson.Default.BuildResultFile));
        if (result is not { Schema: 1, Status: { } status })
            return new EndedBuild(shown, "ended") { Error = $"results/{shown}{Ending} is no result that this version understands; see whether build-runner and lifecycle are of one version" };
        var pushed = result.Pushed?.Where(one => one is { Reference: not null, Verified: true }).ToList() ?? [];
        return new EndedBuild(shown, Printable.Line(status, 40))
        {
            Image = result.Image is { } image ? Printable.Line(image, 300) : null,
            Pushed = [.. pushed.Select(one => Printable.Line(one!.Reference!, 400))],
            Digest = pushed.Select(one => one!.Digest).OfType<string>().Select(digest => Printable.Line(digest, 200)).FirstOrDefault(),
            Commit = result.Commit is { } commit ? Printable.Line(commit, 64) : null,
            Error = result.Error is { } error ? Printable.Line(error, 1000) : null,
            StartedAt = result.StartedAt?.ToUniversalTime(),
            EndedAt = result.EndedAt?.ToUniversalTime(),
        };
    }

    private static string IdOf(string path) => Path.GetFileName(path)[..^Ending.Length];

    private string Folder(string name) => Path.Join(root, name);
}
