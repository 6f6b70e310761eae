using Microsoft.Extensions.Logging;

namespace RegistryJanitor.GitMirror.Credentials;

/// <summary>The file of credentials over time: read again for every pass, and while it has a mistake the last good one is used.</summary>
/// <param name="path">The file; null: there is none.</param>
/// <param name="log">Event ids 3040 and 3041.</param>
public sealed partial class CredentialSource(string? path, ILogger log)
{
    private bool _warned;

    /// <summary>What was last read without a mistake.</summary>
    public CredentialBook Book { get; private set; } = CredentialBook.Empty;

    /// <summary>Reads it again; gives what is wrong with it.</summary>
    public IReadOnlyList<string> Reread()
    {
        if (path is null)
            return [];
        var (credentials, mistakes) = CredentialFile.Read(path);
        foreach (var mistake in mistakes)
            Log.Broken(log, mistake);
        if (mistakes.Count > 0)
            return mistakes;
        Book = CredentialBook.Of(credentials);
        if (!_warned && CredentialFile.IsOpenToAll(path))
            Log.Open(log, path);
        _warned = true;
        return [];
    }

    private static partial class Log
    {
        [LoggerMessage(3040, LogLevel.Error, "The file of credentials has a mistake, so the last good one is used: {Mistake}")]
        public static partial void Broken(ILogger log, string mistake);

        [LoggerMessage(3041, LogLevel.Warning, "Every user of this machine may read the credentials in {Path}; chmod 600 it.")]
        public static partial void Open(ILogger log, string path);
    }
}
