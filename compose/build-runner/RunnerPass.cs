using Microsoft.Extensions.Logging;
using RegistryJanitor.BuildRunner.Builds;
using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Reporting;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Results;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner;

/// <summary>
/// One look at the queue, and one build when there is one to do; <c>--once</c> looks until there is none.
/// <code>
/// 1. Look      and decide (<see cref="QueuePlan"/>)
/// 2. Tidy      what others left behind
/// 3. Work      the first that becomes ours: a dead runner's, then the oldest request
/// 4. Forget    all but the newest results
/// </code>
/// </summary>
/// <param name="settings">How.</param>
/// <param name="queue">Where.</param>
/// <param name="turn">Builds.</param>
/// <param name="tally">Counts.</param>
/// <param name="wakeUp">Rung when there may be more to do.</param>
/// <param name="once">Until nothing is left to do.</param>
/// <param name="clock">For pauses.</param>
/// <param name="log">Event ids 4000 to 4099.</param>
public sealed class RunnerPass(RunnerSettings settings, QueueFolder queue, BuildTurn turn, RunnerTally tally, WakeUp wakeUp, bool once, TimeProvider clock, ILogger log)
{
    private readonly Dictionary<BuildId, Rest> _resting = [];
    private bool _lives;

    /// <summary>Has it.</summary>
    public async Task<PassResult> RunAsync(CancellationToken stop)
    {
        var failed = new List<BuildId>();
        while (true)
        {
            var end = await StepAsync(stop);
            if (end is TurnEnd.Ended { Result: { ErrorClass: not null } result })
                failed.Add(new BuildId(result.Id));
            if (end is not null && !once)
                wakeUp.Ring();
            if (end is null || !once)
                break;
        }

        if (once && _resting.Count > 0)
            return new PassResult.Busy($"{(_resting.Count == 1 ? "1 request waits" : $"{_resting.Count} requests wait")}: {_resting.Values.First().Why}");
        return once && failed.Count > 0 ? new PassResult.Failed($"not built: {string.Join(", ", failed)}") { IsPartial = true } : new PassResult.Succeeded();
    }

    /// <summary>One look; null when there was nothing to build.</summary>
    private async Task<TurnEnd?> StepAsync(CancellationToken stop)
    {
        if (!_lives)
        {
            queue.Prepare();
            await turn.BeginLifeAsync(stop);
        }

        // 1. Look
        foreach (var id in _resting.Keys.Where(id => clock.GetElapsedTime(_resting[id].Since) >= settings.Pause).ToList())
            _resting.Remove(id);
        var view = queue.Look();
        tally.Saw(view);
        var rules = new QueueRules(settings.Runner, settings.ClaimPatience, settings.Attempts) { BeginsLife = !_lives, Resting = _resting.Keys.ToHashSet() };

        TurnEnd? end = null;
        foreach (var step in QueuePlan.Decide(view, rules))
        {
            stop.ThrowIfCancellationRequested();
            // 2. Tidy, 3. Work
            end = await DoAsync(step, stop);
            if (end is not null)
                break;
        }

        // Claims of an earlier life are taken one a pass.
        _lives = end is null || !view.Claims.Any(one => one.Claim.Runner == settings.Runner);

        // 4. Forget
        if (queue.Sweep() is > 0 and var swept)
            Log.Swept(log, swept);
        if (queue.KeepNewest(settings.KeptResults) is > 0 and var removed)
            Log.Removed(log, removed);
        return end;
    }

    private async Task<TurnEnd?> DoAsync(QueueStep step, CancellationToken stop)
    {
        switch (step)
        {
            case QueueStep.Tidy tidy:
                queue.Tidy(tidy.Claim);
                Log.Tidied(log, tidy.Claim);
                return null;
            case QueueStep.SetAside aside:
                queue.SetAside(aside.FileName, aside.Sentence);
                Log.SetAside(log, aside.FileName, aside.Sentence);
                return null;
            case QueueStep.GiveUp dead when queue.TryTakeOver(dead.Dead, dead.Mine):
                await turn.Dead.GiveUpAsync(dead.Dead, dead.Mine, stop);
                tally.Ended(BuildStatus.Crashed, TimeSpan.Zero);
                return null;
            case QueueStep.TakeOver dead when queue.TryTakeOver(dead.Dead, dead.Mine):
                Log.TakenOver(log, dead.Dead, dead.Mine);
                turn.Dead.EndOrphans(dead.Dead);
                return await WorkAsync(dead.Mine, stop);
            case QueueStep.Take next when queue.TryTake(next.Id, next.Mine):
                return await WorkAsync(next.Mine, stop);
            default:
                // Another runner was faster.
                return null;
        }
    }

    private async Task<TurnEnd> WorkAsync(Claim mine, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        using var busy = tally.Works();
        var end = await turn.RunAsync(mine, stop);
        if (end is TurnEnd.Ended { Result: var result })
            tally.Ended(result.Status, clock.GetElapsedTime(began));
        if (end is TurnEnd.Waits waits)
            _resting[mine.Id] = new Rest(clock.GetTimestamp(), waits.Why);
        return end;
    }

    /// <summary>A request that is left alone for a while.</summary>
    private sealed record Rest(long Since, string Why);
}
