namespace RegistryJanitor.GitMirror.Listing;

/// <summary>There is no list to be had; the last good one is used.</summary>
/// <param name="sentences">Why: one or more sentences without their stops.</param>
public sealed class ListingException(params IReadOnlyList<string> sentences) : Exception(string.Join("; ", sentences))
{
    /// <summary>Why.</summary>
    public IReadOnlyList<string> Sentences { get; } = sentences;
}
