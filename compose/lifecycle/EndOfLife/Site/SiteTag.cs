namespace RegistryJanitor.Lifecycle.EndOfLife.Site;

/// <summary>What the site calls the version of an answer.</summary>
/// <param name="Edition">Where it was given; the other edition does not know it.</param>
/// <param name="Value">The header ETag, as it was sent.</param>
public sealed record SiteTag(SiteEdition Edition, string Value)
{
    private const int Longest = 200;

    /// <summary>Whether a value may be sent back in a header.</summary>
    public static bool IsOne(string value) => value.Length is > 0 and <= Longest && value.All(letter => letter is >= ' ' and <= '~');
}
