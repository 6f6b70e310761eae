namespace RegistryJanitor.GitMirror.Credentials;

/// <summary>Every credential that there is, by the server that it is for.</summary>
public sealed class CredentialBook
{
    private readonly IReadOnlyList<Credential> _entries;

    private CredentialBook(IReadOnlyList<Credential> entries) => _entries = entries;

    /// <summary>None.</summary>
    public static CredentialBook Empty { get; } = new([]);

    /// <summary>A book of some credentials; the first for a server counts.</summary>
    public static CredentialBook Of(IReadOnlyList<Credential> credentials) => new(credentials);

    /// <summary>The credential for exactly this scheme, host and port; null: none.</summary>
    public Credential? For(Uri address) => _entries.FirstOrDefault(entry => entry.Origin == Origin.Of(address));

    /// <summary>What may be printed of a text: no secret of this book, in no shape.</summary>
    public string Clean(string text)
    {
        if (_entries.Count == 0)
            return text;
        // The longest first: a secret can be part of another one's shape.
        var shapes = _entries.SelectMany(credential => credential.Shapes);
        return shapes.OrderByDescending(shape => shape.Length).Aggregate(text, (clean, shape) => clean.Replace(shape, "***", StringComparison.OrdinalIgnoreCase));
    }
}
