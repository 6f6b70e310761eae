using RegistryJanitor.BuildRunner.Requests;

namespace RegistryJanitor.BuildRunner.Queue;

/// <summary>The queue as it was found: state and no events, so that whoever looks later finds what is left to do.</summary>
/// <param name="Requests">Those that wait.</param>
/// <param name="Claims">Those that are somebody's.</param>
/// <param name="Results">Those of the requests and claims here that have a result.</param>
/// <param name="Strangers">Names in <c>requests/</c> that end as requests do and are none.</param>
public sealed record QueueView(
    IReadOnlyList<QueueView.Waiting> Requests,
    IReadOnlyList<QueueView.Claimed> Claims,
    IReadOnlySet<BuildId> Results,
    IReadOnlyList<string> Strangers)
{
    /// <summary>A request that waits.</summary>
    /// <param name="Id">Which.</param>
    /// <param name="Since">When it was written, by the volume's clock.</param>
    public sealed record Waiting(BuildId Id, DateTimeOffset Since);

    /// <summary>A request that is somebody's.</summary>
    /// <param name="Claim">Whose.</param>
    /// <param name="Silence">Since the last heartbeat, both by the volume's clock: those of two hosts may differ.</param>
    public sealed record Claimed(Claim Claim, TimeSpan Silence);
}
