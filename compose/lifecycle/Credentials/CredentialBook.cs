using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Credentials;

/// <summary>
/// Who we are to every registry. The first that knows decides: <c>LIFECYCLE_&lt;HOST&gt;_…</c>, <c>IMGLIFE_&lt;HOST&gt;_…</c>, docker's configuration, and for GitLab's own
/// registry the job's token.
/// </summary>
public sealed class CredentialBook
{
    // Shorter ones are part of too many words: what is printed would be unreadable, and the secret guessed.
    private const int Shortest = 4;

    private readonly IReadOnlyList<ICredentialSource> _sources;
    private readonly IReadOnlyList<string> _shapes;

    private CredentialBook(IReadOnlyList<ICredentialSource> sources, IReadOnlyList<string> notices)
    {
        _sources = sources;
        Notices = notices;
        // The longest first, or the rest of one that begins like another would stay.
        _shapes = [.. sources.SelectMany(source => source.All).SelectMany(credential => credential.Shapes).Where(shape => shape.Length >= Shortest).Distinct(StringComparer.Ordinal).OrderByDescending(shape => shape.Length)];
    }

    /// <summary>Nobody, anywhere.</summary>
    public static CredentialBook Empty { get; } = new([], []);

    /// <summary>What is there and of no use, in sentences without a secret.</summary>
    public IReadOnlyList<string> Notices { get; }

    /// <summary>Reads the environment and docker's configuration; mistakes are the reader's.</summary>
    /// <param name="read">For variables and the files that they name; names of credentials become known to it.</param>
    /// <param name="environment">The same variables, to find those that are about credentials.</param>
    public static CredentialBook Read(SettingsReader read, IReadOnlyDictionary<string, string> environment)
    {
        var notices = new List<string>();
        return new CredentialBook(
            [
                CredentialVariables.Read("LIFECYCLE_", read, environment, notices),
                CredentialVariables.Read("IMGLIFE_", read, environment, notices),
                DockerConfiguration.Read(read, environment, notices),
                JobToken.Of(environment),
            ],
            notices);
    }

    /// <summary>Who we are to a registry; null: nobody.</summary>
    /// <param name="registry">Host and port, as <see cref="ImageReference.Registry"/> has them.</param>
    public RegistryCredential? For(string registry)
    {
        var canonical = RegistryHost.Canonical(registry);
        return _sources.Select(source => source.For(canonical)).FirstOrDefault(found => found is not null);
    }

    /// <summary>What may be printed of a text: no secret of this book, in no shape.</summary>
    public string Clean(string text) => _shapes.Aggregate(text, (clean, shape) => clean.Replace(shape, "***", StringComparison.Ordinal));
}
