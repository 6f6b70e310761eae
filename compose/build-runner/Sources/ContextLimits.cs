namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>How large a context may be.</summary>
/// <param name="Bytes">Of all files together, unpacked.</param>
/// <param name="Entries">Files, directories and links.</param>
/// <param name="DockerfileBytes">Of the Dockerfile, and of a <c>.dockerignore</c>.</param>
public sealed record ContextLimits(long Bytes, int Entries, int DockerfileBytes)
{
    /// <summary>What is used unless somebody sets another.</summary>
    public static ContextLimits Usual { get; } = new(16L << 30, 1_000_000, 1 << 20);
}
