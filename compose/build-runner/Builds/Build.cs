using Microsoft.Extensions.Logging;
using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Results;
using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.BuildRunner.Volume;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>
/// A request from its files to what the registry has:
/// <code>
/// 1. Prepare      the context, the Dockerfile, the version
/// 2. Log in       credentials for this build alone
/// 3. Choose       the tags: floating ones only move forward
/// 4. Refuse       what the engine cannot build correctly
/// 5. Build        with the engine, which pushes
/// 6. Verify       what is at the registry, also after a failure: a push may have got half-way
/// </code>
/// </summary>
/// <param name="settings">How.</param>
/// <param name="parts">With what.</param>
/// <param name="readBack">Looks what is at the registry.</param>
/// <param name="volume">Removes what is temporary.</param>
/// <param name="clock">For the limit.</param>
/// <param name="log">Event ids 4000 to 4099.</param>
internal sealed class Build(RunnerSettings settings, RunnerParts parts, ReadBack readBack, IVolume volume, TimeProvider clock, ILogger log)
{
    /// <summary>Builds.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; nothing of the engine runs any more.</exception>
    public async Task<BuildOutcome> RunAsync(BuildRequest request, Claim mine, BuildLog words, CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        using var limit = new CancellationTokenSource(request.TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            // 1. Prepare
            var work = settings.Layout.Work(mine);
            Directory.CreateDirectory(work);
            var context = await parts.Contexts.PrepareAsync(request, work, either.Token);

            // 2. Log in
            using var credentials = BuildCredentials.Write(settings.Registries, work, volume);
            words.Scrub = credentials.Scrub;

            // 3. Choose
            var tags = await parts.Tags(request, context, credentials.Location, either.Token);
            var job = new BuildJob(
                request, context.Directory, context.Dockerfile, context.Facts, tags, Labels(request, context), work, credentials.Location,
                settings.Registries.IsPlainHttp(request.Image.Registry));

            // 4. Refuse
            if ((settings.Registries.Refusal(request.Image) ?? parts.Engine.Refusal(job)) is { } refusal)
                return new BuildOutcome(BuildStatus.Refused, ErrorClass.Unsupported, refusal) { Context = context };

            // 5. Build
            EngineFiles.Write(parts.Engine, job);
            var outcome = await EngineAsync(job, mine, request.TimeLimit - clock.GetElapsedTime(began), words, cancel);

            // 6. Verify
            if (outcome is { Status: BuildStatus.TimedOut } or { ExitCode: > 128 })
                await Task.Delay(ReadBack.Settling, clock, cancel);
            return await readBack.AsOutcomeAsync(job, outcome with { Context = context }, cancel);
        }
        catch (ContextRefusedException refused)
        {
            return new BuildOutcome(BuildStatus.Refused, ErrorClass.Context, refused.Message);
        }
        catch (TagsUnreadException unread)
        {
            return new BuildOutcome(BuildStatus.Failed, ErrorClass.RegistryUnreachable, $"{unread.Message}; ask again when the registry answers");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return EngineRun.Late(request.TimeLimit);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            return Unusable(unusable);
        }
    }

    private static BuildOutcome Unusable(Exception refused) =>
        new(BuildStatus.Failed, ErrorClass.Files, $"a file of the build could not be used: {refused.Message}; look whether the disk is full and who owns the volume");

    /// <summary>The request's and ours. The id makes every build an image of its own, so that the tag's age at the registry is that of the build.</summary>
    private static SortedDictionary<string, string> Labels(BuildRequest request, PreparedContext context)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (context.Commit is { } commit)
            labels["org.opencontainers.image.revision"] = commit;
        if (context.Version is { } version)
            labels["org.opencontainers.image.version"] = version;
        foreach (var (key, value) in request.Labels)
            labels[key] = value;
        labels["registry-janitor.build"] = request.Id.Value;
        return labels;
    }

    private async Task<BuildOutcome> EngineAsync(BuildJob job, Claim mine, TimeSpan limit, BuildLog words, CancellationToken cancel)
    {
        try
        {
            return await new EngineRun(parts.Engine, settings.Layout, mine, clock).RunAsync(job, limit, words, cancel);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            // The log's disk is full, perhaps; what was pushed until then is told all the same.
            return Unusable(unusable);
        }
        finally
        {
            // What an engine that was killed has left running could still push: what is read back now has to stay so.
            if (Strays.KillOf(settings.Layout, mine) is > 0 and var killed)
                Log.LeftoversKilled(log, job.Request.Id, killed);
        }
    }
}
