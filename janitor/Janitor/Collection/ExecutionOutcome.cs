using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What came of a plan.</summary>
public sealed class ExecutionOutcome
{
    /// <summary>Tags that are gone.</summary>
    public int Evicted { get; set; }

    /// <summary>Manifests that are gone.</summary>
    public int Removed { get; set; }

    /// <summary>Tags and manifests that stayed or came back because they were pushed again during the pass.</summary>
    public int PushedAgain { get; set; }

    /// <summary>What could not be read, moved, put back or deleted.</summary>
    public List<StoreFault> Faults { get; } = [];
}
