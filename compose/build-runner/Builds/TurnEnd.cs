using RegistryJanitor.BuildRunner.Results;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>How a turn with a claim ended.</summary>
public abstract record TurnEnd
{
    private TurnEnd()
    {
    }

    /// <summary>The request has its result.</summary>
    /// <param name="Result">It.</param>
    public sealed record Ended(BuildResult Result) : TurnEnd;

    /// <summary>The request waits again.</summary>
    /// <param name="Why">Without a stop.</param>
    public sealed record Waits(string Why) : TurnEnd;

    /// <summary>Another runner has it.</summary>
    public sealed record Lost : TurnEnd;
}
