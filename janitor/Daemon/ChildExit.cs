namespace RegistryJanitor.Daemon;

/// <summary>How a child process ended.</summary>
public abstract record ChildExit
{
    private ChildExit()
    {
    }

    /// <summary>It ended by itself.</summary>
    /// <param name="Code">Its exit code; 128 + n when signal n killed it.</param>
    public sealed record Exited(int Code) : ChildExit;

    /// <summary>It took too long and was ended by us.</summary>
    /// <param name="Limit">The time it had.</param>
    public sealed record TimedOut(TimeSpan Limit) : ChildExit;

    /// <summary>It never ran.</summary>
    /// <param name="Sentence">Why.</param>
    public sealed record NotStarted(string Sentence) : ChildExit;
}
