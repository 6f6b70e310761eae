namespace RegistryJanitor.Lifecycle.Dependencies;

/// <summary>A Dockerfile on the default branch of a mirror that no entry of <c>builds</c> names. It is read as it is built without arguments.</summary>
/// <param name="Origin">Where it is.</param>
/// <param name="Bases">What it is built from.</param>
public sealed record FoundDockerfile(ImageOrigin.MirroredFile Origin, BaseReading Bases);
