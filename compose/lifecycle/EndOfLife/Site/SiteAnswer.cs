using RegistryJanitor.Lifecycle.EndOfLife.Data;

namespace RegistryJanitor.Lifecycle.EndOfLife.Site;

/// <summary>What came of asking for a product.</summary>
public abstract record SiteAnswer
{
    private SiteAnswer()
    {
    }

    /// <summary>It is known.</summary>
    /// <param name="Canonical">As the site itself calls it, also where it was asked for an alias.</param>
    /// <param name="Cycles">At least one.</param>
    /// <param name="Tag">The version of the answer; null: it has none.</param>
    public sealed record Known(string Canonical, IReadOnlyList<ReleaseCycle> Cycles, SiteTag? Tag) : SiteAnswer;

    /// <summary>It is as it was when the site gave the tag that was sent.</summary>
    public sealed record Same : SiteAnswer;

    /// <summary>The site has no such product.</summary>
    public sealed record NotThere : SiteAnswer;

    /// <summary>The site is there, and what it says cannot be understood.</summary>
    /// <param name="Cause">The end of a sentence that begins with the site.</param>
    public sealed record Odd(string Cause) : SiteAnswer;

    /// <summary>It could not be asked.</summary>
    /// <param name="Cause">The end of a sentence that begins with the site.</param>
    public sealed record Failed(string Cause) : SiteAnswer;

    /// <summary>It wants to be left alone.</summary>
    /// <param name="Until">Until then.</param>
    public sealed record Later(DateTimeOffset Until) : SiteAnswer;
}
