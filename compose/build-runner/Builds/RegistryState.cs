namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>Whether a registry takes pushes at the moment.</summary>
public abstract record RegistryState
{
    private RegistryState()
    {
    }

    /// <summary>It does, or it cannot be told from here.</summary>
    public sealed record Ready : RegistryState;

    /// <summary>It says that it is read-only: somebody collects, and it will take them later.</summary>
    public sealed record ReadOnly : RegistryState;

    /// <summary>Nobody answers.</summary>
    /// <param name="Why">Without a stop.</param>
    public sealed record Unreachable(string Why) : RegistryState;
}
