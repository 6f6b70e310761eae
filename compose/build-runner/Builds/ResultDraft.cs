using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Results;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>Makes results: what is known at the end, with who, where and when.</summary>
/// <param name="engine">Its name.</param>
/// <param name="clock">Says when a build ended.</param>
internal sealed class ResultDraft(string engine, TimeProvider clock)
{
    /// <summary>Of a request that was built, or tried.</summary>
    public BuildResult Of(BuildRequest request, Claim mine, DateTimeOffset startedAt, BuildOutcome outcome) => new()
    {
        Id = mine.Id.Value,
        Image = $"{request.Image}",
        Status = outcome.Status,
        ErrorClass = outcome.ErrorClass,
        Error = outcome.Error,
        Pushed = outcome.Pushed,
        Version = outcome.Context?.Version,
        Commit = outcome.Context?.Commit,
        ExitCode = outcome.ExitCode,
        Engine = engine,
        Runner = mine.Runner.Value,
        Attempt = mine.Attempt,
        RequestedAt = request.RequestedAt,
        StartedAt = startedAt,
        EndedAt = clock.GetUtcNow(),
        Log = QueueLayout.RelativeLog(mine.Id),
        LogTail = outcome.LogTail,
    };

    /// <summary>Of one that has mistakes.</summary>
    public BuildResult OfUnreadable(Claim mine, DateTimeOffset startedAt, IReadOnlyList<string> mistakes) => new()
    {
        Id = mine.Id.Value,
        Status = BuildStatus.Refused,
        ErrorClass = ErrorClass.Request,
        Error = string.Join("; ", mistakes),
        Runner = mine.Runner.Value,
        Attempt = mine.Attempt,
        StartedAt = startedAt,
        EndedAt = clock.GetUtcNow(),
    };
}
