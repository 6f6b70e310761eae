namespace RegistryJanitor.GitMirror.Credentials;

/// <summary>
/// The file that <c>MIRROR_CREDENTIALS_FILE</c> names, in the format of git-credential-store(1): a line <c>https://user:password@host[:port]</c> for each
/// server, name and password percent-encoded. Empty lines and those that begin with <c>#</c> are for people.
/// </summary>
public static class CredentialFile
{
    private const UnixFileMode ForOthers = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Reads it. A mistake tells the line by its number and holds nothing of it.</summary>
    public static (IReadOnlyList<Credential> Credentials, IReadOnlyList<string> Mistakes) Read(string path)
    {
        try
        {
            return Parse(path, File.ReadAllLines(path));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return ([], [$"{path}: {(unreadable is FileNotFoundException or DirectoryNotFoundException ? "there is no such file; name yours in MIRROR_CREDENTIALS_FILE" : unreadable.Message)}"]);
        }
    }

    /// <summary>Whether every user of this machine may read it. A mounted secret may be so, and is no mistake; elsewhere it is worth a warning.</summary>
    public static bool IsOpenToAll(string path) => !OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & ForOthers) is not UnixFileMode.None;

    /// <summary>Reads its lines.</summary>
    internal static (IReadOnlyList<Credential> Credentials, IReadOnlyList<string> Mistakes) Parse(string path, IReadOnlyList<string> lines)
    {
        var credentials = new List<Credential>();
        var mistakes = new List<string>();
        for (var index = 0; index < lines.Count; index++)
        {
            var line = lines[index].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            var (credential, mistake) = One(line);
            if (mistake is null && credentials.Exists(other => other.Origin == credential!.Origin))
                mistake = "is for a server that an earlier line has; keep one of them";
            if (mistake is null)
                credentials.Add(credential!);
            else
                mistakes.Add($"{path}:{index + 1}: this line {mistake}");
        }

        return (credentials, mistakes);
    }

    private static (Credential? Credential, string? Mistake) One(string line)
    {
        if (!Uri.TryCreate(line, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.Host.Length == 0)
            return (null, "is no address; write https://user:password@host, with name and password percent-encoded");
        var colon = address.UserInfo.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || colon == address.UserInfo.Length - 1)
            return (null, "has no name or no password; write https://user:password@host");
        if (address.PathAndQuery is not "/" || address.Fragment.Length > 0)
            return (null, "has a path, and a credential is for a whole server; end it after the host");
        var (user, password) = (Uri.UnescapeDataString(address.UserInfo[..colon]), Uri.UnescapeDataString(address.UserInfo[(colon + 1)..]));
        return (user + password).Any(char.IsControl)
            ? (null, "has a control character, which no password that git can send has")
            : (new Credential(Origin.Of(address), user, password), null);
    }
}
