using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Waking;

/// <summary>Which mirrors have their turn in a pass, and what asked for each.</summary>
/// <param name="IsScheduled">The interval is over: every mirror that does not rest.</param>
/// <param name="Everything">Why every mirror was asked for; null: it was not.</param>
/// <param name="Mirrors">Why single ones were asked for, by name.</param>
public sealed record PassWork(bool IsScheduled, string? Everything, IReadOnlyDictionary<string, string> Mirrors)
{
    /// <summary>What the schedule asks with: it waits for nothing else.</summary>
    public const string Interval = "interval";

    /// <summary>Everything, because a person asked for one pass.</summary>
    public static PassWork Once { get; } = new(true, "once", new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Whether mirrors may have come or gone since the last list that matters here.</summary>
    public bool NeedsList => IsScheduled || Everything is not null;

    /// <summary>What asked for a mirror; null: nothing, it is left alone. Only <see cref="Interval"/> spreads its turns and lets a mirror rest.</summary>
    public string? ReasonFor(MirrorName name) =>
        Mirrors.TryGetValue(name.Value, out var reason) ? reason : Everything ?? (IsScheduled ? Interval : null);
}
