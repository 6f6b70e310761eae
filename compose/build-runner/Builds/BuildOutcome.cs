using RegistryJanitor.BuildRunner.Results;
using RegistryJanitor.BuildRunner.Sources;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>What is known of a build at its end; a result without who and when.</summary>
/// <param name="Status">One of <see cref="BuildStatus"/>.</param>
/// <param name="ErrorClass">One of <see cref="Results.ErrorClass"/>; null: nothing went wrong.</param>
/// <param name="Error">A sentence without its stop; null: nothing went wrong.</param>
internal sealed record BuildOutcome(string Status, string? ErrorClass = null, string? Error = null)
{
    /// <summary>What was built; null: it did not come to that.</summary>
    public PreparedContext? Context { get; init; }

    /// <summary>Of the engine; null: it did not end by itself.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What the registry was found to have.</summary>
    public IReadOnlyList<PushedTag> Pushed { get; init; } = [];

    /// <summary>The last lines of the log.</summary>
    public IReadOnlyList<string> LogTail { get; init; } = [];
}
