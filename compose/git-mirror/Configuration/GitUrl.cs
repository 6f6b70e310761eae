namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>Where a mirror comes from. Only https, and http and ssh where they are allowed: <c>file</c> would publish another mirror, <c>ext</c> runs a command.</summary>
public sealed record GitUrl
{
    private const int SshPort = 22;

    private GitUrl(Uri uri) => Uri = uri;

    /// <summary>The parsed address.</summary>
    public Uri Uri { get; }

    /// <summary>The host as a resolver wants it: without the brackets of an IPv6 address.</summary>
    public string Host => Uri.IdnHost.Trim('[', ']');

    /// <summary>The port, also where the address does not name it.</summary>
    public int Port => Uri.Port > 0 ? Uri.Port : SshPort;

    /// <summary>Whether it is reached by ssh.</summary>
    public bool IsSsh => Uri.Scheme is "ssh";

    /// <summary>Reads one; the mistake is the end of a sentence that begins with the address, and holds nothing of it.</summary>
    public static (GitUrl? Url, string? Mistake) Read(string text, UrlRules rules)
    {
        text = rules.AllowSsh ? Normalised(text) : text;
        if (text[0] == '-' || text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)) || !Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return (null, "is no address; write one like https://host/group/project.git");
        // RFC 1035, 2.3.4; a resolver would not even try.
        if (uri.HostNameType is UriHostNameType.Dns or UriHostNameType.Basic && (uri.IdnHost.TrimEnd('.').Length > 253 || Array.Exists(uri.IdnHost.Split('.'), label => label.Length > 63)))
            return (null, "has a longer host name than there are: at most 253 characters, 63 between two dots; write its real one");
        var plain = uri.Scheme.Equals(Uri.UriSchemeHttp, StringComparison.Ordinal);
        if (plain && !rules.AllowHttp)
            return (null, "is not encrypted; write https, or set MIRROR_ALLOW_HTTP=true");
        if (rules.AllowSsh && uri.Scheme is "ssh")
            return ReadSsh(text, uri);
        if (!plain && !uri.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.Ordinal))
            return (null, $"is of the kind {uri.Scheme}, which is not fetched from; write an https address");
        if (uri.UserInfo.Length > 0)
            return (null, "has a user name or password, which would be seen in process lists and logs; take it out");
        if (uri.Fragment.Length > 0 || text.EndsWith('#'))
            return (null, "has a '#', and git has no such addresses; take it and what follows out, and write the branch as refspec");
        if (uri.Query.Length > 0 || text.EndsWith('?'))
            return (null, "has a '?', and git would put its own question behind it; take it and what follows out");
        return uri.AbsolutePath.Length > 1
            ? (new GitUrl(uri), null)
            : (null, "names a server and no repository; write the whole address");
    }

    /// <summary><c>git@host:group/project.git</c> is how forges write <c>ssh://git@host/group/project.git</c>.</summary>
    private static string Normalised(string text)
    {
        var (at, colon) = (text.IndexOf('@', StringComparison.Ordinal), text.IndexOf(':', StringComparison.Ordinal));
        return at > 0 && colon > at + 1 && colon < text.Length - 1 && !text[..colon].Contains('/', StringComparison.Ordinal)
            ? $"ssh://{text[..colon]}/{text[(colon + 1)..].TrimStart('/')}"
            : text;
    }

    private static (GitUrl? Url, string? Mistake) ReadSsh(string text, Uri uri)
    {
        if (uri.UserInfo.Contains(':', StringComparison.Ordinal))
            return (null, "has a password, which would be seen in process lists and logs; take it out");
        // ssh would take either for an option.
        if (uri.UserInfo.StartsWith('-') || uri.Host.StartsWith('-') || uri.Host.Length == 0 || text.AsSpan().ContainsAny("#?"))
            return (null, "is no address; write one like ssh://git@host/group/project.git");
        return uri.AbsolutePath.Length > 1
            ? (new GitUrl(uri), null)
            : (null, "names a server and no repository; write the whole address");
    }

    /// <summary>
    /// What tells one repository from another, however its address is written: host, port unless it is the scheme's own, and path without <c>.git</c> and slashes at
    /// its ends.
    /// </summary>
    public string Repository => $"{Host.ToLowerInvariant().TrimEnd('.')}{(Uri.IsDefaultPort || Port == SshPort ? "" : $":{Port}")}/{Path}";

    /// <summary>Its path without <c>.git</c> and slashes at its ends.</summary>
    public string Path => Uri.AbsolutePath.Trim('/') is var path && path.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? path[..^".git".Length].TrimEnd('/') : path;

    /// <summary>As git gets it: a name that is not ASCII in the letters that resolvers know.</summary>
    public override string ToString() => Uri.IdnHost.Equals(Uri.Host, StringComparison.Ordinal) ? Uri.AbsoluteUri : new UriBuilder(Uri) { Host = Uri.IdnHost }.Uri.AbsoluteUri;
}
