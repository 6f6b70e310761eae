using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Results;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>Runs the commands of a job, one after the other, each within what is left of the time.</summary>
/// <param name="engine">Whose commands.</param>
/// <param name="layout">Of the volume.</param>
/// <param name="mine">The claim that it is for: both mark its processes, by which others find them when this runner dies.</param>
/// <param name="clock">For the limit.</param>
internal sealed class EngineRun(IBuildEngine engine, QueueLayout layout, Claim mine, TimeProvider clock)
{
    /// <summary>Runs them.</summary>
    /// <param name="job">The job.</param>
    /// <param name="limit">For all of them.</param>
    /// <param name="log">Takes every line.</param>
    /// <param name="cancel">Kills what runs.</param>
    /// <returns><see cref="BuildStatus.Succeeded"/> means that the engine says so, and no more.</returns>
    public async Task<BuildOutcome> RunAsync(BuildJob job, TimeSpan limit, BuildLog log, CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        foreach (var command in engine.Commands(job))
        {
            var left = limit - clock.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                return Late(job);
            var own = command.TimeLimit is { } given && given < left ? given : left;
            switch (await ChildProcess.RunAsync(Strays.Mark(command, layout, mine) with { TimeLimit = own }, log.Write, clock, cancel))
            {
                case ChildExit.Exited { Code: 0 }:
                    continue;
                case ChildExit.TimedOut:
                    return Late(job);
                case var ended:
                    var fault = EngineWords.Judge(engine.Name, ended, log.Tail);
                    return new BuildOutcome(BuildStatus.Failed, fault.Class, $"{fault.Cause}; {fault.Cure}") { ExitCode = (ended as ChildExit.Exited)?.Code };
            }
        }

        return new BuildOutcome(BuildStatus.Succeeded) { ExitCode = 0 };
    }

    /// <summary>The limit is over.</summary>
    public static BuildOutcome Late(BuildJob job) => Late(job.Request.TimeLimit);

    /// <inheritdoc cref="Late(BuildJob)"/>
    public static BuildOutcome Late(TimeSpan limit) => new(
        BuildStatus.TimedOut, ErrorClass.TimeLimit, $"it took longer than {Duration.Text(limit)} and was ended; find in the log what hangs, or raise time_limit_secs");
}
