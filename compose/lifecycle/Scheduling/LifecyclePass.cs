using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.Rebuilding.Looking;

namespace RegistryJanitor.Lifecycle.Scheduling;

/// <summary>One pass of the daemon: the file is read again, every build is looked at, platforms that are built are joined, and what is due of the section schedule is begun, and not waited for.</summary>
/// <param name="file">As it was at the start, without mistakes.</param>
/// <param name="read">Reads it again.</param>
/// <param name="look">Looks at builds, as the file has them.</param>
/// <param name="join">Joins what was built for several platforms: what was joined, and each trouble.</param>
/// <param name="rebuild">Looks at what images are built from, with what was found of builds.</param>
/// <param name="runs">Run what is on the schedule.</param>
/// <param name="tally">Counts.</param>
/// <param name="log">Told what is new.</param>
internal sealed class LifecyclePass(
    LifecycleFile file,
    Func<LifecycleReading> read,
    Func<LifecycleFile, BuildLook> look,
    Func<LifecycleFile, CancellationToken, Task<IReadOnlyList<ImageOutcome>>> join,
    Func<LifecycleFile, IReadOnlyList<LookedAt>, CancellationToken, Task<IReadOnlyList<RebuiltImage>>> rebuild,
    ScheduledRuns runs,
    LifecycleTally tally,
    ILogger log)
{
    private readonly RebuildNews _rebuildNews = new(log);
    private readonly BuildNews _news = new(log);
    private LifecycleFile _file = file;
    private string _mistakes = "";

    /// <summary>The file as it was read last without mistakes.</summary>
    internal LifecycleFile File => _file;

    internal async Task<PassResult> RunAsync(CancellationToken stop)
    {
        var mistaken = ReadAgain();
        var found = await look(_file).RunAsync(_file.Builds, isDry: false, forced: null, stop);
        tally.Saw(found);
        foreach (var one in found)
            _news.Tell(one);
        var joined = await join(_file, stop);
        foreach (var one in joined.Where(one => !one.IsTrouble))
            Log.Joined(log, one.Sentence);
        var rebuilt = await RebuildAsync(found, stop);
        var idle = await BeginAsync(stop);
        var troubles = found.Where(one => one.Trouble).Select(one => $"{one.Build.Name}: {one.Why}")
            .Concat(joined.Where(one => one.IsTrouble).Select(one => $"{one.Name}: {one.Sentence}")).Concat(rebuilt).ToList();
        if (mistaken is not null)
            troubles.Insert(0, mistaken);
        if (idle is not null)
            troubles.Insert(0, idle);
        // A volume that is away troubles all of them, and then the daemon does nothing of what it is for.
        return troubles.Count == 0 ? new PassResult.Succeeded() : new PassResult.Failed(string.Join("; ", troubles)) { IsPartial = idle is null && (found.Count == 0 || found.Any(one => !one.Trouble)) };
    }

    /// <summary>Begins what is due; gives the sentence that says why nothing is.</summary>
    private async Task<string?> BeginAsync(CancellationToken stop)
    {
        try
        {
            await runs.BeginAsync(_file, stop);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"nothing of the section schedule is begun: {Printable.Line(refused.Message.TrimEnd('.'))}; let lifecycle write LIFECYCLE_DATA_DIR";
        }
    }

    /// <summary>Looks at what images are built from; gives what is wrong.</summary>
    private async Task<IReadOnlyList<string>> RebuildAsync(IReadOnlyList<LookedAt> found, CancellationToken stop)
    {
        try
        {
            var rebuilt = await rebuild(_file, found, stop);
            tally.Rebuilt(rebuilt);
            foreach (var one in rebuilt)
                _rebuildNews.Tell(one);
            return [.. rebuilt.Where(one => one.IsTrouble).Select(one => $"{one.Image.Name}: {one.Sentence}")];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return [Printable.Line($"what images are built from cannot be looked at: {refused.Message.TrimEnd('.')}")];
        }
    }

    /// <summary>A file with mistakes changes nothing; gives the sentence that says so.</summary>
    private string? ReadAgain()
    {
        var reading = read();
        var mistakes = string.Join('\n', reading.Mistakes);
        if (!mistakes.Equals(_mistakes, StringComparison.Ordinal))
        {
            foreach (var mistake in reading.Mistakes)
                Log.Mistaken(log, Printable.Line(mistake));
        }

        _mistakes = mistakes;
        if (reading.Mistakes.Count > 0)
            return $"{Path.GetFileName(_file.Location)} has mistakes, and what it said before holds: {Printable.Line(reading.Mistakes[0])}";
        if (!EffectiveConfiguration.Text(reading.File).Equals(EffectiveConfiguration.Text(_file), StringComparison.Ordinal))
            Log.ReadAgain(log, reading.File.Location, reading.File.Builds.Count);
        _file = reading.File;
        return null;
    }
}
