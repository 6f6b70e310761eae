using Microsoft.Extensions.Logging;
using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Credentials;

/// <summary>The file of credentials and the forge's token over time: read again for every pass; while one has a mistake, what was last good of it is used.</summary>
/// <param name="path">The file; null: there is none.</param>
/// <param name="forge">Whose token is good for pushes to its own server, too; null: there is none.</param>
/// <param name="log">Event ids 3040 and 3041.</param>
public sealed partial class CredentialSource(string? path, ForgeSettings? forge, ILogger log)
{
    private bool _warned;

    private IReadOnlyList<Credential> _ofFile = [];
    private Credential? _ofForge;

    /// <summary>What was last read of the file without a mistake.</summary>
    public CredentialBook ForUpstreams => CredentialBook.Of(_ofFile);

    /// <summary>
    /// The forge's token as well. Only here: who may write a project's description could otherwise have a private project of the same forge, which the token
    /// can read, copied into their own. The file goes first: it may name another user for the forge's server.
    /// </summary>
    public CredentialBook ForDestinations => CredentialBook.Of(_ofForge is null ? _ofFile : [.. _ofFile, _ofForge]);

    /// <summary>Reads them again; gives what is wrong with them.</summary>
    public IReadOnlyList<string> Reread() => Reread(out _);

    /// <summary>The same.</summary>
    /// <param name="renewed">Whether the file says otherwise than before: who failed for want of a credential need not wait.</param>
    public IReadOnlyList<string> Reread(out bool renewed)
    {
        var before = _ofFile;
        IReadOnlyList<string> mistakes = [.. RereadFile(), .. RereadToken()];
        renewed = !before.SequenceEqual(_ofFile, new ByContent());
        return mistakes;
    }

    private IReadOnlyList<string> RereadFile()
    {
        if (path is null)
            return [];
        var (credentials, mistakes) = CredentialFile.Read(path);
        foreach (var mistake in mistakes)
            Log.Broken(log, mistake);
        if (mistakes.Count > 0)
            return mistakes;
        _ofFile = credentials;
        if (!_warned && CredentialFile.IsOpenToAll(path))
            Log.Open(log, path);
        _warned = true;
        return [];
    }

    private string[] RereadToken()
    {
        try
        {
            _ofForge = forge?.Token.Read() is { } token ? new Credential(Origin.Of(forge.Origin), forge.GitUser, token) : null;
            return [];
        }
        catch (MirrorException unreadable)
        {
            Log.Broken(log, unreadable.Fault.Cause);
            return [unreadable.Fault.Cause];
        }
    }

    private sealed class ByContent : IEqualityComparer<Credential>
    {
        public bool Equals(Credential? one, Credential? other) => one?.Origin == other?.Origin && Text(one).Equals(Text(other), StringComparison.Ordinal);

        public int GetHashCode(Credential credential) => credential.Origin.GetHashCode();

        private static string Text(Credential? credential) => $"{credential?.User}\n{credential?.Password}";
    }

    private static partial class Log
    {
        [LoggerMessage(3040, LogLevel.Error, "Credentials cannot be read, so the last good ones are used: {Mistake}")]
        public static partial void Broken(ILogger log, string mistake);

        [LoggerMessage(3041, LogLevel.Warning, "Every user of this machine may read the credentials in {Path}; chmod 600 it.")]
        public static partial void Open(ILogger log, string path);
    }
}
