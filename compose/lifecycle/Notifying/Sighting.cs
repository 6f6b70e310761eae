using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Status;
using RegistryJanitor.Lifecycle.Status.Gathering;

namespace RegistryJanitor.Lifecycle.Notifying;

/// <summary>All that events are found in, at one moment: what the report has, and what sync and the schedule remember.</summary>
/// <param name="File">What is wanted.</param>
/// <param name="Report">What there is.</param>
/// <param name="Sync">What sync remembers.</param>
/// <param name="Schedule">What the schedule remembers.</param>
public sealed record Sighting(LifecycleFile File, StatusReport Report, SyncState Sync, ScheduleState Schedule)
{
    /// <summary>Waves that are under way or have ended lately.</summary>
    public IReadOnlyList<WaveNews> Waves { get; init; } = [];

    /// <summary>Looks.</summary>
    /// <param name="file">What is wanted.</param>
    /// <param name="gathering">Gathers the report.</param>
    /// <param name="dataDirectory">Where records are.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="IOException">A record is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    internal static async Task<Sighting> GatherAsync(LifecycleFile file, StatusGathering gathering, string dataDirectory, CancellationToken cancel) =>
        new(file, await gathering.GatherAsync(file, cancel), SyncStateFile.Read(dataDirectory), ScheduleStateFile.Read(dataDirectory));
}
