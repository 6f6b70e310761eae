using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Listing;

/// <summary>The list that a person wrote: <see cref="MirrorList"/>.</summary>
/// <param name="path">The file.</param>
/// <param name="rules">What its addresses may be.</param>
public sealed class ListFile(string path, UrlRules rules) : IMirrorSource
{
    /// <inheritdoc />
    public string Name => path;

    /// <inheritdoc />
    public Task<MirrorListing> ListAsync(CancellationToken cancel)
    {
        var (mirrors, mistakes) = MirrorList.Read(path, rules);
        return mistakes.Count == 0 ? Task.FromResult(new MirrorListing(mirrors, [])) : throw new ListingException(mistakes);
    }
}
