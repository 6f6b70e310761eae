using RegistryJanitor.BuildRunner.Requests;

namespace RegistryJanitor.BuildRunner.Queue;

/// <summary>One thing to do with the queue, with its reason.</summary>
public abstract record QueueStep
{
    private QueueStep()
    {
    }

    /// <summary>A claim whose request has its result: its runner died, or was overtaken, before it tidied up.</summary>
    /// <param name="Claim">To be removed.</param>
    public sealed record Tidy(Claim Claim) : QueueStep;

    /// <summary>A file that cannot have a result of its own.</summary>
    /// <param name="FileName">In <c>requests/</c>.</param>
    /// <param name="Sentence">Why, and what to do; without its stop.</param>
    public sealed record SetAside(string FileName, string Sentence) : QueueStep;

    /// <summary>A claim whose runner died, and that may be tried again.</summary>
    /// <param name="Dead">As it is.</param>
    /// <param name="Mine">As it will be.</param>
    public sealed record TakeOver(Claim Dead, Claim Mine) : QueueStep;

    /// <summary>A claim of which too many runners died.</summary>
    /// <param name="Dead">As it is.</param>
    /// <param name="Mine">As it will be, so that one runner alone writes the result.</param>
    public sealed record GiveUp(Claim Dead, Claim Mine) : QueueStep;

    /// <summary>A request that is next.</summary>
    /// <param name="Id">Which.</param>
    /// <param name="Mine">As it will be.</param>
    public sealed record Take(BuildId Id, Claim Mine) : QueueStep;
}
