namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>
/// What is about to be asked for, written before the request: whoever finds that request after a crash knows what it was to be built from, though the bases may have moved
/// meanwhile.
/// </summary>
/// <param name="Id">Of the request.</param>
/// <param name="Bases">What it is built from.</param>
public sealed record AskedNext(string Id, IReadOnlyList<AskedBase> Bases);
