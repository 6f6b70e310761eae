namespace RegistryJanitor.BuildRunner.Results;

/// <summary>How builds end. One that a runner was stopped in does not end: its request waits again.</summary>
public static class BuildStatus
{
    /// <summary>Every destination was read back.</summary>
    public const string Succeeded = "succeeded";

    /// <summary>The engine, or the registry after it, said no.</summary>
    public const string Failed = "failed";

    /// <summary>It cannot be built, and no build was begun.</summary>
    public const string Refused = "refused";

    /// <summary>It took longer than it may.</summary>
    public const string TimedOut = "timed-out";

    /// <summary>Runners died of it, as many as may.</summary>
    public const string Crashed = "crashed";
}
