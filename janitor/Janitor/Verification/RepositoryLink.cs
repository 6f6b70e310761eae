using RegistryJanitor.Storage;

namespace RegistryJanitor.Verification;

/// <summary>Where a repository's link to a manifest or blob leads.</summary>
internal abstract record RepositoryLink
{
    private static readonly Straight s_straight = new();

    private RepositoryLink()
    {
    }

    /// <summary>It names what it is filed under.</summary>
    public sealed record Straight : RepositoryLink;

    /// <summary>It names the same content by another algorithm: what is pushed by sha512 is stored by its sha256.</summary>
    public sealed record Alias(Digest Target) : RepositoryLink;

    /// <summary>It names other content.</summary>
    public sealed record Misdirected(Digest Named) : RepositoryLink;

    /// <summary>The repository does not have it.</summary>
    public sealed record Absent : RepositoryLink;

    /// <summary>It had it: the link is gone, its directory is not. A deletion by API leaves this.</summary>
    public sealed record Deleted : RepositoryLink;

    /// <summary>The link says nothing.</summary>
    public sealed record Unreadable(StoreFault.Unreadable Fault) : RepositoryLink;

    /// <summary>Understands what a link file says.</summary>
    /// <param name="filedUnder">The digest in the file's path.</param>
    /// <param name="file">The file.</param>
    public static RepositoryLink From(Digest filedUnder, LinkFile file) => file switch
    {
        LinkFile.Names { Digest: var named } when named == filedUnder => s_straight,
        LinkFile.Names { Digest: var named } => IsSameAlgorithm(named, filedUnder) ? new Misdirected(named) : new Alias(named),
        LinkFile.Unreadable { Fault: var fault } => new Unreadable(fault),
        _ => new Absent(),
    };

    /// <summary>Where the bytes are; null when the link does not lead there.</summary>
    public Digest? TargetOf(Digest filedUnder) => this switch
    {
        Straight => filedUnder,
        Alias { Target: var target } => target,
        _ => null,
    };

    private static bool IsSameAlgorithm(Digest one, Digest other) => string.Equals(one.Algorithm, other.Algorithm, StringComparison.Ordinal);
}
