using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Forges;

namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>Whose projects are mirrors: the settings that take the place of a list.</summary>
public sealed record ForgeSettings
{
    private static readonly string[] s_ofForges = ["MIRROR_URL", "MIRROR_GROUP", "MIRROR_CI_PATH", "MIRROR_TOKEN", "MIRROR_TOKEN_FILE"];

    /// <summary>How it is spoken to.</summary>
    public required ForgeKind Kind { get; init; }

    /// <summary>Where it is: the server, or GitHub's API. Ends without a slash unless it has no path.</summary>
    public required Uri Url { get; init; }

    /// <summary>Group, organisation or user, as people write it: <c>a/b</c>.</summary>
    public required string Group { get; init; }

    /// <summary>For the API, and for git at <see cref="Origin"/> alone.</summary>
    public ForgeToken Token { get; init; } = ForgeToken.None;

    /// <summary>The <c>ci_config_path</c> that every project should have, with <c>{name}</c> for its name; empty: any.</summary>
    public string CiPath { get; init; } = "";

    /// <summary>Scheme, host and port of its repositories: the only place that git may give the token to. GitHub's API has a host of its own.</summary>
    public Uri Origin
    {
        get
        {
            var server = new UriBuilder(Url.GetLeftPart(UriPartial.Authority));
            if (Kind is ForgeKind.GitHub && server.Host.StartsWith("api.", StringComparison.OrdinalIgnoreCase))
                server.Host = server.Host["api.".Length..];
            return server.Uri;
        }
    }

    /// <summary>The user that goes with the token where git wants one: GitLab and Gitea take any, GitHub documents this one.</summary>
    public string GitUser => Kind is ForgeKind.GitHub ? "x-access-token" : "oauth2";

    /// <summary>What a list that was kept belongs to.</summary>
    public string Source => $"{Kind} {Url.AbsoluteUri} {Group}";

    /// <summary>Reads the settings; null for <c>MIRROR_PROVIDER=list</c> and, with an error, where there is a mistake.</summary>
    /// <param name="read">Collects the mistakes.</param>
    /// <param name="rules">Whether http is allowed. That is so for this machine's own addresses, too: git has the same switch, and no exception.</param>
    public static ForgeSettings? Read(SettingsReader read, UrlRules rules)
    {
        var kind = read.Choice<ForgeKind?>(
            "MIRROR_PROVIDER", null, ("list", null), ("gitlab", ForgeKind.GitLab), ("github", ForgeKind.GitHub), ("gitea", ForgeKind.Gitea), ("forgejo", ForgeKind.Gitea));
        var address = read.Text("MIRROR_URL", kind switch { ForgeKind.GitLab => "https://gitlab.com", ForgeKind.GitHub => "https://api.github.com", _ => "" });
        var group = Uri.UnescapeDataString(read.Text("MIRROR_GROUP", "")).Trim('/');
        var ciPath = read.Text("MIRROR_CI_PATH", "");
        var token = ForgeToken.From(read);
        if (kind is null)
        {
            foreach (var name in s_ofForges.Where(read.IsSet))
                read.Refuse($"{name} has no effect while MIRROR_PROVIDER is list; write MIRROR_PROVIDER=gitlab, github or gitea, or take it out");
            return null;
        }

        if (group.Length == 0)
            read.Refuse("MIRROR_GROUP is not set; name the group, organisation or user whose projects are the mirrors");
        else if (group.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '?' or '#' or '%') || Array.Exists(group.Split('/'), part => part is "" or "." or ".."))
            read.Refuse("MIRROR_GROUP is no path of a group; write one like team or team/mirrors");
        var (url, mistake) = Address(address, rules);
        if (mistake is not null)
            read.Refuse($"MIRROR_URL {mistake}");
        return url is null || group.Length == 0 ? null : new ForgeSettings { Kind = kind.Value, Url = url, Group = group, Token = token, CiPath = ciPath };
    }

    private static (Uri? Url, string? Mistake) Address(string text, UrlRules rules)
    {
        if (text.Length == 0)
            return (null, "is not set; write the address of your forge, like https://git.example.org");
        if (!Uri.TryCreate(text.TrimEnd('/'), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return (null, "is no address; write one like https://git.example.org");
        if (url.UserInfo.Length > 0)
            return (null, "has a user name or password; take it out, and put the token into MIRROR_TOKEN_FILE");
        if (url.Query.Length > 0 || url.Fragment.Length > 0)
            return (null, "has a '?' or '#'; take it and what follows out");
        return url.Scheme is "http" && !rules.AllowHttp
            ? (null, "is not encrypted, so that the token could be read on the way; write https, or set MIRROR_ALLOW_HTTP=true")
            : (url, null);
    }
}
