namespace RegistryJanitor.BuildRunner.Results;

/// <summary>What went wrong, for programs.</summary>
public static class ErrorClass
{
    /// <summary>The request has mistakes.</summary>
    public const string Request = "request";

    /// <summary>Its context, Dockerfile, version or tags.</summary>
    public const string Context = "context";

    /// <summary>The engine cannot build it correctly.</summary>
    public const string Unsupported = "unsupported";

    /// <summary>Nobody answered for as long as the build may take.</summary>
    public const string RegistryUnreachable = "registry-unreachable";

    /// <summary>The engine is not there.</summary>
    public const string EngineMissing = "engine-missing";

    /// <summary>The engine said no; its exit code is in the result.</summary>
    public const string Engine = "engine";

    /// <summary>It took longer than it may.</summary>
    public const string TimeLimit = "time-limit";

    /// <summary>The engine said yes, and a destination does not have what was built.</summary>
    public const string NotVerified = "not-verified";

    /// <summary>A file of the build could not be written or read.</summary>
    public const string Files = "files";

    /// <summary>Runners died of it.</summary>
    public const string Crash = "crash";
}
