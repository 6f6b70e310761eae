using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Requests;

/// <summary>A repository on a registry.</summary>
/// <param name="Registry">Host with its port, such as <c>registry:5000</c>.</param>
/// <param name="Repository">Such as <c>team/app</c>.</param>
public sealed record ImageName(string Registry, RepositoryName Repository)
{
    /// <inheritdoc />
    public override string ToString() => $"{Registry}/{Repository}";
}
