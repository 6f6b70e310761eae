using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.References;

/// <summary>Where repositories begin, such as <c>registry:5000/bases</c>, or a registry alone.</summary>
/// <param name="Registry">Host and port, as in <see cref="ImageReference.Registry"/>.</param>
/// <param name="Path">What stands before the repository's own name; null: nothing.</param>
public sealed record RepositoryPrefix(string Registry, RepositoryName? Path)
{
    /// <summary>The repository of a name.</summary>
    /// <exception cref="FormatException">Both together are no name of a repository.</exception>
    public ImageReference Of(string name) => new(Registry, RepositoryName.Parse(Path is { } path ? $"{path}/{name}" : name));

    /// <summary>Reads one; the mistake is the end of a sentence that begins with the text.</summary>
    public static (RepositoryPrefix? Prefix, string? Mistake) Read(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var (registry, rest) = slash < 0 ? (text, null) : (text[..slash], text[(slash + 1)..]);
        // Nobody means to push to Docker Hub by leaving a registry out.
        if (!(registry.AsSpan().ContainsAny('.', ':') || registry.Equals("localhost", StringComparison.OrdinalIgnoreCase)) || !RegistryHost.IsOne(registry))
            return (null, "names no registry; write host and port first, such as registry:5000/bases");
        if (rest is null)
            return (new RepositoryPrefix(RegistryHost.Canonical(registry), null), null);
        return RepositoryName.TryParse(rest, out var path) && !rest.Contains(':', StringComparison.Ordinal)
            ? (new RepositoryPrefix(RegistryHost.Canonical(registry), path), null)
            : (null, "is no place for images; write lower-case letters, digits and single '.', '_', '-' between '/', without a tag, such as registry:5000/bases");
    }

    /// <inheritdoc />
    public override string ToString() => Path is { } path ? $"{Registry}/{path}" : Registry;
}
