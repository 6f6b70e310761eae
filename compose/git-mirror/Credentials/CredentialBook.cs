namespace RegistryJanitor.GitMirror.Credentials;

/// <summary>Every credential that there is, by the server that it is for.</summary>
public sealed class CredentialBook
{
    private readonly IReadOnlyList<(Origin Origin, Func<Credential?> Find)> _entries;

    private CredentialBook(IReadOnlyList<(Origin Origin, Func<Credential?> Find)> entries) => _entries = entries;

    /// <summary>None.</summary>
    public static CredentialBook Empty { get; } = new([]);

    /// <summary>A book of some credentials; the first for a server counts.</summary>
    public static CredentialBook Of(IEnumerable<Credential> credentials) =>
        new([.. credentials.Select(credential => (credential.Origin, (Func<Credential?>)(() => credential)))]);

    /// <summary>The same book with one more, which is asked for its secret each time it is needed; where an earlier entry is for the same server, that one counts.</summary>
    /// <param name="origin">The server.</param>
    /// <param name="user">The name, such as <c>oauth2</c>.</param>
    /// <param name="secret">The password or token; null: there is none at the moment.</param>
    public CredentialBook With(Origin origin, string user, Func<string?> secret) =>
        new([.. _entries, (origin, () => secret() is { Length: > 0 } password ? new Credential(origin, user, password) : null)]);

    /// <summary>The credential for exactly this scheme, host and port; null: none.</summary>
    public Credential? For(Uri address)
    {
        var origin = Origin.Of(address);
        return _entries.Where(entry => entry.Origin == origin).Select(entry => entry.Find()).FirstOrDefault(found => found is not null);
    }

    /// <summary>What may be printed of a text: no secret of this book, in no shape.</summary>
    public string Clean(string text)
    {
        if (_entries.Count == 0)
            return text;
        // The longest first: a secret can be part of another one's shape.
        var shapes = _entries.Select(entry => entry.Find()).OfType<Credential>().SelectMany(credential => credential.Shapes);
        return shapes.OrderByDescending(shape => shape.Length).Aggregate(text, (clean, shape) => clean.Replace(shape, "***", StringComparison.OrdinalIgnoreCase));
    }
}
