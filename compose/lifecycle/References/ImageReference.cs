using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.References;

/// <summary>
/// An image on a registry, in one spelling: <c>alpine</c>, <c>docker.io/alpine</c> and <c>index.docker.io/library/alpine</c> are all
/// <c>docker.io/library/alpine</c>, so that two references to the same image are equal.
/// </summary>
/// <remarks>Format: distribution/reference, reference.go and normalize.go.</remarks>
/// <param name="Registry">Host with its port where it has one, in lower case; Docker Hub is <see cref="RegistryHost.DockerHub"/>.</param>
/// <param name="Repository">Such as <c>library/alpine</c>.</param>
public sealed record ImageReference(string Registry, RepositoryName Repository)
{
    /// <summary>What may be written, for messages.</summary>
    public const string Example = "registry:5000/team/app or docker.io/library/alpine";

    /// <summary>The tag; null: none was written.</summary>
    public Tag? Tag { get; init; }

    /// <summary>The digest, which decides where there is one; null: none was written.</summary>
    public Digest? Digest { get; init; }

    /// <summary>Registry and repository, without tag and digest: what two references to tags of one repository share.</summary>
    public string Name => $"{Registry}/{Repository}";

    /// <summary>Another tag of the same repository.</summary>
    public ImageReference WithTag(Tag tag) => this with { Tag = tag, Digest = null };

    /// <summary>One manifest of the same repository.</summary>
    public ImageReference WithDigest(Digest digest) => this with { Tag = null, Digest = digest };

    /// <summary>The repository alone.</summary>
    public ImageReference WithoutTag() => this with { Tag = null, Digest = null };

    /// <summary>
    /// Reads one. The first part is a registry if it has a dot or a port or is <c>localhost</c>; otherwise all of it is a repository of Docker Hub.
    /// The mistake is the end of a sentence that begins with the text.
    /// </summary>
    public static (ImageReference? Image, string? Mistake) Read(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
            return (null, "has a scheme; leave it away, and write host/repository");
        var (name, digest) = text.IndexOf('@', StringComparison.Ordinal) is var at and >= 0 ? (text[..at], text[(at + 1)..]) : (text, null);
        var slash = name.LastIndexOf('/');
        var (path, tag) = name.IndexOf(':', slash + 1) is var colon and >= 0 ? (name[..colon], name[(colon + 1)..]) : (name, null);
        var (registry, repository) = Split(path);
        if (digest is not null && !Oci.Digest.TryParse(digest, out _))
            return (null, "has a digest that is none; write sha256: and 64 hex digits behind '@', or leave it away");
        if (tag is not null && !Oci.Tag.TryParse(tag, out _))
            return (null, "has a tag that is none; write at most 128 letters, digits, '_', '.' and '-', not '.' or '-' first");
        if (!RegistryHost.IsOne(registry))
            return (null, $"begins with no registry; write its host and port, such as {Example}");
        if (repository.Any(char.IsAsciiLetterUpper))
            return (null, "has upper-case letters, which no registry takes; write lower case");
        // A registry takes a host for the first part of a repository, too; nobody who writes one means it.
        if (!RepositoryName.TryParse(repository, out var repositoryName) || repository.Contains(':', StringComparison.Ordinal))
            return (null, $"is no image; write one like {Example}");
        return (new ImageReference(registry, repositoryName)
        {
            Tag = tag is null ? null : Oci.Tag.Parse(tag),
            Digest = digest is null ? null : Oci.Digest.Parse(digest),
        }, null);
    }

    /// <summary>As it is written for docker and skopeo.</summary>
    public override string ToString() => $"{Name}{(Tag is { } tag ? $":{tag}" : "")}{(Digest is { } digest ? $"@{digest}" : "")}";

    private static (string Registry, string Repository) Split(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : path[..slash];
        var named = first.AsSpan().ContainsAny('.', ':') || first.Equals("localhost", StringComparison.OrdinalIgnoreCase);
        var registry = RegistryHost.Canonical(named ? first : RegistryHost.DockerHub);
        var repository = named ? path[(slash + 1)..] : path;
        return registry.Equals(RegistryHost.DockerHub, StringComparison.Ordinal) && !repository.Contains('/', StringComparison.Ordinal)
            ? (registry, $"library/{repository}")
            : (registry, repository);
    }
}
