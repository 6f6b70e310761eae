namespace RegistryJanitor.GitMirror.Listing;

/// <summary>Where the list of mirrors comes from: a file, or a group of projects on a forge.</summary>
public interface IMirrorSource
{
    /// <summary>What it is called in metrics and reports: the file, or address and group of the forge. Never with credentials.</summary>
    string Name => "mirrors";

    /// <summary>Asks for the list.</summary>
    /// <exception cref="ListingException">There is none to be had, whole and without mistakes.</exception>
    Task<MirrorListing> ListAsync(CancellationToken cancel);
}
