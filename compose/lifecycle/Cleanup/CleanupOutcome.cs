using RegistryJanitor.Lifecycle.State;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>What was done about a repository.</summary>
/// <param name="Plan">What was to be done.</param>
/// <param name="Removed">What went, in its order.</param>
/// <param name="Sentence">Why it ended before its end; null: it did not.</param>
/// <param name="IsLoss">Whether a tag that was to stay is gone: then everything ends.</param>
internal sealed record CleanupOutcome(RepositoryPlan Plan, IReadOnlyList<RemovedTagRecord> Removed, string? Sentence = null, bool IsLoss = false)
{
    /// <summary>Whether all of it is as it was to be.</summary>
    internal bool IsWell => Sentence is null && Plan.Fault is null;

    /// <summary>For the record.</summary>
    internal CleanupRepositoryRecord Record => new(Plan.Target.Repository.Name)
    {
        Result = (IsWell, Plan.Refusal) switch { (false, _) => "failed", (_, null) => "ok", _ => "refused" },
        Sentence = Sentence ?? Plan.Fault ?? Plan.Refusal ?? "",
        Tags = Plan.Verdicts.Count,
        Removed = Removed.Count,
    };
}
