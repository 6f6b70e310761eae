using RegistryJanitor.BuildRunner.Requests;

namespace RegistryJanitor.BuildRunner.Queue;

/// <summary>By what a runner decides.</summary>
/// <param name="Runner">Who it is.</param>
/// <param name="Patience">A claim that is silent for longer has lost its runner.</param>
/// <param name="Attempts">How many runners may die of one request.</param>
public sealed record QueueRules(RunnerName Runner, TimeSpan Patience, int Attempts)
{
    /// <summary>Nobody else has this runner's name, and it does nothing yet: claims of this name are of an earlier life.</summary>
    public bool BeginsLife { get; init; }

    /// <summary>Requests that are to wait although they are next: their registry takes nothing at the moment.</summary>
    public IReadOnlySet<BuildId> Resting { get; init; } = new HashSet<BuildId>();
}
