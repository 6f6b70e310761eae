namespace RegistryJanitor.Verification;

/// <summary>Answers that were given once, for several threads. The usual answer costs a digest and no object.</summary>
/// <param name="read">Finds an answer; may be asked twice at the same moment, and the first answer stays.</param>
internal sealed class LinkMemory(Func<Digest, RepositoryLink> read)
{
    private static readonly RepositoryLink.Straight s_straight = new();

    private readonly HashSet<Digest> _straight = [];
    private readonly Dictionary<Digest, RepositoryLink> _others = [];

    /// <summary>The link filed under a digest.</summary>
    public RepositoryLink Of(Digest digest) => Find(digest) ?? Keep(digest, read(digest));

    private RepositoryLink? Find(Digest digest)
    {
        lock (_straight)
            return _straight.Contains(digest) ? s_straight : _others.GetValueOrDefault(digest);
    }

    private RepositoryLink Keep(Digest digest, RepositoryLink link)
    {
        lock (_straight)
        {
            if (Find(digest) is { } first)
                return first;
            if (link is RepositoryLink.Straight)
                _straight.Add(digest);
            else
                _others.Add(digest, link);
            return link;
        }
    }
}
