using RegistryJanitor.Lifecycle.EndOfLife.Judging;

namespace RegistryJanitor.Lifecycle.EndOfLife.Checking;

/// <summary>The words for states and sources, in tables and in JSON.</summary>
public static class StateWords
{
    /// <summary>In lower case.</summary>
    public static string Of(EndOfLifeState state) => state switch
    {
        EndOfLifeState.Ok => "ok",
        EndOfLifeState.Warning => "warning",
        EndOfLifeState.Critical => "critical",
        EndOfLifeState.Expired => "expired",
        _ => "unknown",
    };

    /// <summary>In lower case.</summary>
    public static string Of(EndOfLifeSource source) => source switch
    {
        EndOfLifeSource.File => "file",
        EndOfLifeSource.Bundled => "bundled",
        EndOfLifeSource.Override => "override",
        _ => "none",
    };
}
