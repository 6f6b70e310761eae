using Microsoft.Extensions.Logging;
using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Results;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>Looks what a registry has of a build, whatever its engine said. A success without it is none.</summary>
/// <param name="parts">Has the verifier.</param>
/// <param name="clock">For the limit.</param>
/// <param name="log">Event ids 4000 to 4099.</param>
internal sealed class ReadBack(RunnerParts parts, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    /// <summary>Longer than the PUT of a manifest takes: a registry goes on with one whose sender was killed, and the tag is there after all.</summary>
    public static TimeSpan Settling { get; } = TimeSpan.FromSeconds(3);

    /// <summary>A tag of which nobody can say whether it is there.</summary>
    public static PushedTag Unknown(string reference, string why) => new(reference, null, Verified: false, $"whether it was pushed is not known: {why}");

    /// <summary>The outcome with every tag of the job, and as a failure when a success cannot be read whole.</summary>
    public async Task<BuildOutcome> AsOutcomeAsync(BuildJob job, BuildOutcome outcome, CancellationToken cancel)
    {
        if (outcome.ErrorClass is ErrorClass.EngineMissing)
            return outcome;
        using var limit = new CancellationTokenSource(s_limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        string unread;
        try
        {
            var pushed = await parts.Verifier.VerifyAsync(job, either.Token);
            outcome = outcome with { Pushed = pushed };
            // What speaks https was not refused, so it may be believed.
            if (outcome.ErrorClass is not null || !job.PlainHttp || (pushed.Count == job.Tags.Count && pushed.All(tag => tag.Verified)))
                return outcome;
            unread = pushed.Count == job.Tags.Count ? string.Join("; ", pushed.Where(tag => !tag.Verified).Select(tag => $"{tag.Reference}: {tag.Why}")) : "not every destination was looked at";
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            unread = $"it could not be read within {s_limit.TotalMinutes:F0} minutes";
        }
        catch (Exception refused) when (refused is HttpRequestException or IOException)
        {
            unread = refused.Message;
        }

        Log.NotRead(log, job.Request.Id, unread);
        if (outcome.Pushed.Count == 0)
            outcome = outcome with { Pushed = [.. JobArguments.References(job).Select(reference => Unknown(reference, unread))] };
        return outcome.ErrorClass is not null
            ? outcome
            : outcome with
            {
                Status = BuildStatus.Failed,
                ErrorClass = ErrorClass.NotVerified,
                Error = $"{parts.Engine.Name} says that it pushed, and the registry does not have all of it: {unread}; look whether it collects without restart or has lost blobs, then build again",
            };
    }
}
