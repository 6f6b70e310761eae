using Microsoft.Extensions.Logging;
using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Results;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>What becomes of a claim whose runner died.</summary>
/// <param name="settings">How.</param>
/// <param name="queue">Where claims are.</param>
/// <param name="crashed">Looks at what is at the registry of it.</param>
/// <param name="draft">Of its result.</param>
/// <param name="clock">For moments.</param>
/// <param name="log">Event ids 4000 to 4099.</param>
internal sealed class DeadRunner(RunnerSettings settings, QueueFolder queue, CrashedBuild crashed, ResultDraft draft, TimeProvider clock, ILogger log)
{
    /// <summary>Ends what its engine still does for a claim that is taken over: it could push over what is pushed now.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool EndOrphans(Claim dead)
    {
        var killed = Strays.KillOf(settings.Layout, dead);
        if (killed > 0)
            Log.LeftoversKilled(log, dead.Id, killed);
        return killed > 0;
    }

    /// <summary>Writes the result of a request that too many runners died of, with what the registry has of it.</summary>
    internal async Task GiveUpAsync(Claim dead, Claim mine, CancellationToken stop)
    {
        // Our own were ended when this life began.
        var hasJustEnded = EndOrphans(dead) || dead.Runner == mine.Runner;
        // Who died after them died of looking, not of the build.
        var attempts = Math.Min(dead.Attempt, settings.Attempts);
        await using var heartbeat = new Heartbeat(queue, mine, settings.ClaimPatience, clock, log);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, heartbeat.Lost);
        var request = queue.Read(mine) is { } bytes && RequestReader.Read(bytes, mine.Id) is RequestReading.Valid valid ? valid.Request : null;
        var now = clock.GetUtcNow();
        var result = (request is null ? draft.OfUnreadable(mine, now, []) : draft.Of(request, mine, now, new BuildOutcome(BuildStatus.Crashed) { Pushed = await crashed.LookAsync(request, mine, hasJustEnded, either.Token) })) with
        {
            Status = BuildStatus.Crashed,
            ErrorClass = ErrorClass.Crash,
            Error = $"{attempts} runners died while they built it; look at the log and at the memory and disk of the runners, then ask again under a new id",
            Attempt = attempts,
        };
        if (queue.Holds(mine) && queue.Publish(mine, ResultFile.Bytes(result)))
            Log.NotBuilt(log, mine.Id, result.Status, TimeSpan.Zero, result.Error);
        else
            Log.Lost(log, mine);
        queue.Tidy(mine);
    }
}
