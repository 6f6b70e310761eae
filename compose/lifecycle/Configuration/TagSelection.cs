using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>Which tags of a repository are meant.</summary>
public abstract record TagSelection
{
    private TagSelection()
    {
    }

    /// <summary>One, whatever it looks like.</summary>
    /// <param name="Tag">It.</param>
    public sealed record One(Tag Tag) : TagSelection;

    /// <summary>Those that an expression matches.</summary>
    /// <param name="Expression">It.</param>
    public sealed record Matching(TagExpression Expression) : TagSelection;

    /// <summary>Releases whose version is in a range; pre-releases never are.</summary>
    /// <param name="Range">It.</param>
    public sealed record Within(SemverRange Range) : TagSelection;
}
