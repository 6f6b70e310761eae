namespace RegistryJanitor.GitMirror.Listing;

/// <summary>Where the list of mirrors comes from: a file, or a group of projects on a forge.</summary>
public interface IMirrorSource
{
    /// <summary>Asks for the list.</summary>
    /// <exception cref="ListingException">There is none to be had, whole and without mistakes.</exception>
    Task<MirrorListing> ListAsync(CancellationToken cancel);
}
