using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>What an entry selects and what is to be done about it.</summary>
/// <param name="Entry">It.</param>
public sealed record EntryPlan(SyncEntry Entry)
{
    /// <summary>What it selects; null: nobody could find out.</summary>
    public TagChoice? Choice { get; init; }

    /// <summary>What is to be done, in order; empty where nothing was asked for but the choice.</summary>
    public IReadOnlyList<PlannedTag> Tags { get; init; } = [];

    /// <summary>Why there is no choice; null: there is one.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether <see cref="Fault"/> is a limit, and a later run goes on.</summary>
    public bool IsPutOff { get; init; }

    /// <summary>The first run after this goes on, UTC; null: the next.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What is worth knowing and no failure.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}
