namespace RegistryJanitor.Dockerfiles;

/// <summary>An image that a Dockerfile names.</summary>
/// <param name="Image">Its variables put in, otherwise as it is written: <c>alpine</c> is not made <c>docker.io/library/alpine:latest</c>.</param>
/// <param name="Use">What for, and in which stage.</param>
/// <param name="Line">From 1.</param>
public sealed record ImageDependency(string Image, ImageUse Use, int Line)
{
    /// <summary>It has a digest: a tag that moves does not change it.</summary>
    public bool IsPinned => Image.Contains('@', StringComparison.Ordinal);
}
