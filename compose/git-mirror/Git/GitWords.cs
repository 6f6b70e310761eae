namespace RegistryJanitor.GitMirror.Git;

/// <summary>
/// What git's messages mean. The texts are those of git 2.39 to 2.47 and libcurl in the C locale; the first that fits decides. Only git's own words are
/// looked at, not those after <c>remote:</c>, which the other side chooses.
/// </summary>
public static class GitWords
{
    private static readonly (string Text, Func<MirrorFault> Fault)[] s_meanings =
    [
        ("No space left on device", () => new MirrorFault.DiskFull()),
        ("terminal prompts disabled", () => new MirrorFault.CredentialsWanted()),
        ("could not read Username", () => new MirrorFault.CredentialsWanted()),
        ("Authentication failed for", () => new MirrorFault.CredentialsWanted()),
        ("Permission denied (publickey", () => new MirrorFault.CredentialsWanted()),
        ("Host key verification failed", () => new MirrorFault.HostKeyUnknown()),
        ("Authentication required", () => new MirrorFault.CredentialsWanted()),
        ("Authorization error", () => new MirrorFault.CredentialsWanted()),
        ("git: 'lfs' is not a git command", () => new MirrorFault.NoLargeFileStorage()),
        // `[<object>] <the server's words>: [404] <the server's words>` by git-lfs.
        (": [404] ", () => new MirrorFault.LargeFileMissing()),
        (": [410] ", () => new MirrorFault.LargeFileMissing()),
        ("returned error: 401", () => new MirrorFault.CredentialsWanted()),
        ("returned error: 403", () => new MirrorFault.Forbidden()),
        ("returned error: 404", () => new MirrorFault.NotFound()),
        ("returned error: 410", () => new MirrorFault.NotFound()),
        ("returned error: 429", () => new MirrorFault.ServerError()),
        ("returned error: 3", () => new MirrorFault.Moved()),
        ("returned error: 5", () => new MirrorFault.ServerError()),
        ("unable to update url base from redirection", () => new MirrorFault.Moved()),
        ("Operation too slow", () => new MirrorFault.Stalled()),
        ("Could not resolve host", () => new MirrorFault.NameUnknown()),
        ("SSL certificate problem", () => new MirrorFault.Untrusted()),
        ("server certificate verification failed", () => new MirrorFault.Untrusted()),
        ("Could not resolve hostname", () => new MirrorFault.NameUnknown()),
        ("Connection refused", () => new MirrorFault.Unreachable()),
        ("Connection timed out", () => new MirrorFault.Unreachable()),
        ("Failed to connect", () => new MirrorFault.Unreachable()),
        ("Couldn't connect", () => new MirrorFault.Unreachable()),
        ("Empty reply from server", () => new MirrorFault.Unreachable()),
        ("is this a git repository?", () => new MirrorFault.NotGit()),
        ("invalid server response", () => new MirrorFault.NotGit()),
        ("attempt to reinitialize repository with different hash", () => new MirrorFault.OtherObjectFormat()),
        ("mismatched algorithms", () => new MirrorFault.OtherObjectFormat()),
        ("detected dubious ownership", () => new MirrorFault.OtherOwner()),
        (".lock': File exists", () => new MirrorFault.Locked()),
        ("fsck error", () => new MirrorFault.BadObjects()),
    ];

    /// <summary>The fault that a command's last words tell of.</summary>
    public static MirrorFault Fault(LastWords words)
    {
        var own = string.Join('\n', words.Raw.Where(line => !line.StartsWith("remote: ", StringComparison.Ordinal)));
        // `fatal: repository 'https://...' not found` has the address between its words.
        if (own.Contains("fatal: repository '", StringComparison.Ordinal) && own.Contains("' not found", StringComparison.Ordinal))
            return new MirrorFault.NotFound();
        var meaning = Array.Find(s_meanings, meaning => own.Contains(meaning.Text, StringComparison.Ordinal));
        var fault = meaning.Fault?.Invoke() ?? new MirrorFault.GitFailed(words.Verdict);
        return words.Remote is { } remote ? At(remote, fault) : fault;
    }

    private static MirrorFault At(RemoteSide remote, MirrorFault fault) => fault switch
    {
        MirrorFault.CredentialsWanted when remote.HasCredential => new MirrorFault.CredentialsRefused($"{remote.Origin}"),
        MirrorFault.CredentialsWanted => new MirrorFault.CredentialsWanted($"{remote.Origin}"),
        MirrorFault.HostKeyUnknown => new MirrorFault.HostKeyUnknown(remote.Origin.Port > 0 ? $"-p {remote.Origin.Port} {remote.Origin.Host}" : remote.Origin.Host),
        _ => fault,
    };
}
