using Microsoft.Extensions.Logging;
using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Results;
using RegistryJanitor.BuildRunner.Volume;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>
/// A claim from the moment that it is ours to its result:
/// <code>
/// 1. Read         a request with mistakes has its result at once
/// 2. Ask          whether its registry takes pushes; when not, the request waits again
/// 3. Clean        the container, whatever was built in it before; where that fails the request waits for a better runner
/// 4. Build        <see cref="Build"/>
///                 where the registry takes nothing any more the request waits again
/// 5. Record       the one result, whole, unless another runner was believed to have to write it
/// 6. Clean        the container and the files of the build, then let go
/// </code>
/// </summary>
public sealed class BuildTurn
{
    private static readonly TimeSpan s_cleaningAtStop = TimeSpan.FromSeconds(5);

    private readonly RunnerSettings _settings;
    private readonly QueueFolder _queue;
    private readonly RunnerParts _parts;
    private readonly Func<ImageName, CancellationToken, Task<RegistryState>> _registry;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Build _build;
    private readonly ResultDraft _draft;

    /// <summary>Turns of a runner.</summary>
    /// <param name="settings">How.</param>
    /// <param name="queue">Where claims are.</param>
    /// <param name="parts">With what.</param>
    /// <param name="registry">Says whether a registry takes pushes.</param>
    /// <param name="volume">Removes what is temporary.</param>
    /// <param name="clock">For limits and moments.</param>
    /// <param name="log">Event ids 4000 to 4099.</param>
    public BuildTurn(
        RunnerSettings settings,
        QueueFolder queue,
        RunnerParts parts,
        Func<ImageName, CancellationToken, Task<RegistryState>> registry,
        IVolume volume,
        TimeProvider clock,
        ILogger log)
    {
        (_settings, _queue, _parts, _registry, _clock, _log) = (settings, queue, parts, registry, clock, log);
        var readBack = new ReadBack(parts, clock, log);
        _build = new Build(settings, parts, readBack, volume, clock, log);
        _draft = new ResultDraft(parts.Engine.Name, clock);
        Dead = new DeadRunner(settings, queue, new CrashedBuild(settings, readBack, volume, clock), _draft, clock, log);
    }

    /// <summary>What becomes of what others did not end.</summary>
    internal DeadRunner Dead { get; }

    /// <summary>Ends what an earlier life of this runner left running, and makes the container as it has to be.</summary>
    public async Task BeginLifeAsync(CancellationToken cancel)
    {
        if (Strays.KillOf(_settings.Layout, _settings.Runner) is > 0 and var killed)
            Log.StraysKilled(_log, killed);
        await _parts.Engine.CleanAsync(cancel);
    }

    /// <summary>Has the turn.</summary>
    /// <exception cref="OperationCanceledException">This runner stops; the request waits again.</exception>
    public async Task<TurnEnd> RunAsync(Claim mine, CancellationToken stop)
    {
        var startedAt = _clock.GetUtcNow();
        await using var heartbeat = new Heartbeat(_queue, mine, _settings.ClaimPatience, _clock, _log);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, heartbeat.Lost);
        try
        {
            // 1. Read
            if (_queue.HasResult(mine.Id))
                return GiveBack(mine, "it has a result since a moment ago");
            if (_queue.Read(mine) is not { } bytes)
            {
                return _queue.Holds(mine)
                    ? await RecordAsync(mine, _draft.OfUnreadable(mine, startedAt, ["it is a link, a pipe or a device; write a file"]), stop)
                    : new TurnEnd.Lost();
            }

            if (RequestReader.Read(bytes, mine.Id) is not RequestReading.Valid { Request: var request })
                return await RecordAsync(mine, _draft.OfUnreadable(mine, startedAt, ((RequestReading.Mistaken)RequestReader.Read(bytes, mine.Id)).Mistakes), stop);

            // 2. Ask
            var outcome = await AskAsync(request, mine, either.Token);
            if (outcome is { Wait: { } why })
                return GiveBack(mine, why);

            // 3. Clean
            if (outcome.Failure is null)
                await CleanBeforeAsync(mine, either.Token);

            // 4. Build
            Log.BuildBegins(_log, mine.Id, $"{request.Image}", mine.Attempt);
            var end = outcome.Failure ?? await BuildAsync(request, mine, either.Token);

            // A registry that began to be collected, or that went away, while this was built: waited for as it would have been before.
            if (end.ErrorClass is EngineWords.RegistryReadOnly or EngineWords.RegistryUnreachable or ErrorClass.NotVerified
                && await AskAsync(request, mine, either.Token) is { Wait: { } later })
            {
                await CleanBeforeAsync(mine, either.Token);
                return GiveBack(mine, later);
            }

            // 5. Record
            return await RecordAsync(mine, _draft.Of(request, mine, startedAt, end), stop);
        }
        catch (OperationCanceledException) when (heartbeat.Lost.IsCancellationRequested || !_queue.Holds(mine))
        {
            Log.Lost(_log, mine);
            _queue.RemoveWork(mine);
            await CleanAtStopAsync();
            stop.ThrowIfCancellationRequested();
            return new TurnEnd.Lost();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            try
            {
                await CleanAtStopAsync();
            }
            finally
            {
                _queue.GiveBack(mine);
                Log.GivenBack(_log, mine.Id);
            }

            throw;
        }
    }

    private TurnEnd.Waits GiveBack(Claim mine, string why)
    {
        _queue.GiveBack(mine);
        Log.Waits(_log, mine.Id, why);
        return new TurnEnd.Waits(why);
    }

    private async Task<(string? Wait, BuildOutcome? Failure)> AskAsync(BuildRequest request, Claim mine, CancellationToken cancel) => await _registry(request.Image, cancel) switch
    {
        RegistryState.ReadOnly => ($"{request.Image.Registry} is read-only at the moment", null),
        // A registry that restarts is back in seconds; a name that is wrong never answers, and somebody has to be told.
        RegistryState.Unreachable unreachable when _queue.Now() - _queue.AskedAt(mine) < request.TimeLimit => (unreachable.Why, null),
        RegistryState.Unreachable unreachable => (null, new BuildOutcome(
            BuildStatus.Failed, ErrorClass.RegistryUnreachable, $"{unreachable.Why}, for as long as the build may take; start the registry, or correct the image's name")),
        _ => (null, null),
    };

    private async Task<BuildOutcome> BuildAsync(BuildRequest request, Claim mine, CancellationToken cancel)
    {
        using var words = new BuildLog(_settings.Layout.Log(mine.Id), _settings.LogBytes);
        words.Write($"build-runner: {request.Image}, attempt {mine.Attempt}, by {mine.Runner} with {_parts.Engine.Name}{(request.Reason.Length > 0 ? $", because: {request.Reason}" : "")}");
        var outcome = await _build.RunAsync(request, mine, words, cancel);
        var tail = words.Tail;
        words.Write($"build-runner: {outcome.Status}{(outcome.Error is { } error ? $": {error}" : "")}");
        return outcome with { LogTail = tail, Error = outcome.Error is { } sentence ? words.Scrub.Clean(sentence) : null };
    }

    private async Task<TurnEnd> RecordAsync(Claim mine, BuildResult result, CancellationToken stop)
    {
        // Overtaken: the other one writes it. Between this look and the publishing it is the publishing that decides.
        if (!_queue.Holds(mine) || !_queue.Publish(mine, ResultFile.Bytes(result)))
        {
            Log.Lost(_log, mine);
            _queue.Tidy(mine);
            return new TurnEnd.Lost();
        }

        var took = result.EndedAt - result.StartedAt;
        if (result.ErrorClass is null)
            Log.Succeeded(_log, mine.Id, took, string.Join(", ", result.Pushed.Select(tag => tag.Reference)));
        else
            Log.NotBuilt(_log, mine.Id, result.Status, took, result.Error);

        // 6. Clean
        try
        {
            if (result.Engine is not null)
                await _parts.Engine.CleanAsync(stop);
        }
        finally
        {
            _queue.Tidy(mine);
        }

        return new TurnEnd.Ended(result);
    }

    /// <summary>A container that cannot be cleaned is no fault of the request: it costs no attempt, and whatever is wrong ends the pass.</summary>
    private async Task CleanBeforeAsync(Claim mine, CancellationToken cancel)
    {
        var clean = false;
        try
        {
            await _parts.Engine.CleanAsync(cancel);
            clean = true;
        }
        finally
        {
            if (!clean && !cancel.IsCancellationRequested)
                _queue.GiveBack(mine);
        }
    }

    private async Task CleanAtStopAsync()
    {
        using var limit = new CancellationTokenSource(s_cleaningAtStop, _clock);
        try
        {
            await _parts.Engine.CleanAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Log.NotCleaned(_log, s_cleaningAtStop);
        }
    }
}
