using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What came of an attempt to move something to the trash.</summary>
public abstract record MoveOutcome
{
    private MoveOutcome()
    {
    }

    /// <summary>It lies in the trash.</summary>
    public sealed record Moved(TrashedUnit Unit) : MoveOutcome;

    /// <summary>It was written again since it was planned, or may have been, so it stays.</summary>
    public sealed record Changed : MoveOutcome;

    /// <summary>Somebody else has deleted it.</summary>
    public sealed record AlreadyGone : MoveOutcome;

    /// <summary>It could not be read or moved; it stays.</summary>
    public sealed record Failed(StoreFault.Unreadable Fault) : MoveOutcome;

    /// <summary>It lies in the trash, was written again, and could not be put back: the pass must not commit.</summary>
    public sealed record Stranded(StoreFault.Unreadable Fault) : MoveOutcome;
}
