using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Repositories;

namespace RegistryJanitor.GitMirror.Listing;

/// <summary>The source that the settings name.</summary>
public static class MirrorSource
{
    /// <summary>Makes it.</summary>
    /// <param name="settings">Name it.</param>
    /// <param name="forge">The forge; null where the settings name none.</param>
    /// <param name="clock">For the moment at which a list was made.</param>
    public static IMirrorSource Of(MirrorSettings settings, Forge? forge, TimeProvider clock) => settings.Forge is { } named && forge is not null
        ? new LastGoodList(new ForgeGroup(forge, named, settings.Rules), new MirrorLayout(settings.DataDirectory).Listing, named.Source, settings.Rules, clock)
        : new ListFile(settings.List, settings.Rules);

    /// <summary>The mirrors as they were last known, without asking a forge.</summary>
    public static MirrorListing Known(MirrorSettings settings) => settings.Forge is { } named
        ? LastGoodList.Read(new MirrorLayout(settings.DataDirectory).Listing, named.Source, settings.Rules) ?? MirrorListing.Empty
        : new MirrorListing(MirrorList.Read(settings.List, settings.Rules).Mirrors, []);
}
