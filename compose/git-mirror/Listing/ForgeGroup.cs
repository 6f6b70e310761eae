using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Forges;

namespace RegistryJanitor.GitMirror.Listing;

/// <summary>A group of projects on a forge, each of which names its upstream in its description.</summary>
/// <param name="forge">Lists them.</param>
/// <param name="settings">Where they are.</param>
/// <param name="rules">What upstreams may be.</param>
public sealed class ForgeGroup(Forge forge, ForgeSettings settings, UrlRules rules) : IMirrorSource
{
    /// <summary>As bachp/git-mirror labels its metrics: address and group.</summary>
    public string Name => settings.Kind is ForgeKind.GitHub ? $"{settings.Url.AbsoluteUri.TrimEnd('/')}/orgs/{settings.Group}" : $"{settings.Url.AbsoluteUri.TrimEnd('/')}/{settings.Group}";

    /// <inheritdoc />
    public async Task<MirrorListing> ListAsync(CancellationToken cancel)
    {
        try
        {
            return ProjectMirrors.Read(await forge.ProjectsAsync(cancel), settings, rules);
        }
        catch (MirrorException failed)
        {
            throw new ListingException($"{failed.Fault.Cause}; {failed.Fault.Cure}");
        }
    }
}
