namespace RegistryJanitor.Lifecycle.EndOfLife.Site;

/// <summary>The two editions of the site's API.</summary>
public enum SiteEdition
{
    /// <summary><c>/api/v1/products/NAME</c>, since May 2025.</summary>
    V1,

    /// <summary><c>/api/NAME.json</c>, which sites of others may have alone.</summary>
    V0,
}
