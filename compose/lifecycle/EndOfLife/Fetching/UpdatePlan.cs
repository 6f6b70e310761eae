namespace RegistryJanitor.Lifecycle.EndOfLife.Fetching;

/// <summary>What an update is to do.</summary>
/// <param name="Products">What entries name; no product twice.</param>
/// <param name="DataFile">Absolute.</param>
/// <param name="RecordFile">Absolute.</param>
public sealed record UpdatePlan(IReadOnlyList<string> Products, string DataFile, string RecordFile)
{
    /// <summary>Products of which <c>lifecycle.overrides</c> knows something.</summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    /// <summary>Somebody asks for it now; otherwise what was fetched within a day is good enough.</summary>
    public bool IsAsked { get; init; } = true;

    /// <summary>Nothing is written.</summary>
    public bool IsDryRun { get; init; }
}
