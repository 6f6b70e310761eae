using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>What one look found about one build, and did.</summary>
/// <param name="Build">Which.</param>
/// <param name="Commit">Of the mirror; null: not known.</param>
/// <param name="Id">Of the newest request; null: nothing was ever asked for.</param>
/// <param name="State">Where that is; null: the same.</param>
/// <param name="HasAsked">Whether this look asked for it, or would have without <c>--dry-run</c>.</param>
/// <param name="Why">In one line: why it asked, why it did not, or what is wrong.</param>
/// <param name="Trouble">Whether something is wrong.</param>
public sealed record LookedAt(MirrorBuild Build, string? Commit, string? Id, QueueState? State, bool HasAsked, string Why, bool Trouble)
{
    /// <summary>Where it is, in one word for people and for metrics.</summary>
    public string Word => Trouble ? "unreadable" : State is QueueState.Unknown ? "gone" : State is not null ? $"{State}" : Commit is null ? "not-mirrored" : "not-asked";
}
