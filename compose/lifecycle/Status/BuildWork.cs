namespace RegistryJanitor.Lifecycle.Status;

/// <summary>What build-runner did last, and has to do.</summary>
/// <param name="Waiting">Requests that no runner has yet.</param>
/// <param name="Building">Requests that a runner has.</param>
/// <param name="Last">The newest results, at most <see cref="MostShown"/>, newest first.</param>
/// <param name="Results">How many there are in all.</param>
public sealed record BuildWork(int Waiting, int Building, IReadOnlyList<EndedBuild> Last, int Results)
{
    /// <summary>As many results as a report has.</summary>
    public const int MostShown = 20;

    /// <summary>Nothing was ever asked for.</summary>
    public static BuildWork Empty { get; } = new(0, 0, [], 0);
}
