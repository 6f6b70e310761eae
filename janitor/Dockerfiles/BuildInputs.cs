namespace RegistryJanitor.Dockerfiles;

/// <summary>What a build gives a Dockerfile besides its context.</summary>
public sealed record BuildInputs
{
    /// <summary>Nothing: the defaults of the Dockerfile, for linux/amd64.</summary>
    public static BuildInputs None { get; } = new();

    /// <summary>Values of <c>--build-arg</c> by name. Only those that an ARG before the first FROM declares are seen there.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The stage of <c>--target</c>; null: the last one.</summary>
    public string? Target { get; init; }

    /// <summary>What is built for, such as <c>linux/arm64</c>: <c>$TARGETPLATFORM</c>.</summary>
    public string Platform { get; init; } = "linux/amd64";

    /// <summary>That of the machine that builds: <c>$BUILDPLATFORM</c>.</summary>
    public string Builder { get; init; } = "linux/amd64";
}
