using System.Diagnostics.CodeAnalysis;

namespace RegistryJanitor;

/// <summary>A tag of a repository as people write it: <c>team/app:v1</c>.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Tag">The tag.</param>
internal sealed record TagName(RepositoryName Repository, Tag Tag)
{
    /// <summary>Reads it; false for anything else.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TagName? name)
    {
        // A repository's first component may have a port, so the last colon counts.
        var colon = text.LastIndexOf(':');
        name = colon > 0 && RepositoryName.TryParse(text[..colon], out var repository) && Oci.Tag.TryParse(text[(colon + 1)..], out var tag)
            ? new TagName(repository, tag)
            : null;
        return name is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Repository}:{Tag}";
}
