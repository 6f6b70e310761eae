using RegistryJanitor.GitMirror.Forges;

namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>Where a mirror is pushed to.</summary>
/// <param name="Url">Its address.</param>
public sealed record Destination(GitUrl Url)
{
    /// <summary>The project that a forge listed; null where the list names an address, behind which no API is known.</summary>
    public ForgeProject? Project { get; init; }
}
