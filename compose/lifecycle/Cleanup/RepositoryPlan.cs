namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>What becomes of the tags of a repository.</summary>
/// <param name="Target">Which.</param>
/// <param name="Verdicts">One for each tag, newest first; then those that have no age.</param>
internal sealed record RepositoryPlan(CleanupTarget Target, IReadOnlyList<TagVerdict> Verdicts)
{
    /// <summary>Why nothing goes although something might; null: what goes, goes. A failure.</summary>
    internal string? Fault { get; init; }

    /// <summary>Why nothing is judged here at all, which is no failure; null: it is.</summary>
    internal string? Refusal { get; init; }

    /// <summary>What goes: empty where there is a <see cref="Fault"/> or a <see cref="Refusal"/>.</summary>
    internal IReadOnlyList<TagVerdict> Going => Fault is null && Refusal is null ? [.. Verdicts.Where(verdict => verdict.Goes)] : [];
}
