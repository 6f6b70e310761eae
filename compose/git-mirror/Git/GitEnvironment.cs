using System.Collections;
using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Git;

/// <summary>The variables of every git: nothing of this machine's or this user's settings reaches it, nor a question to a person.</summary>
public static class GitEnvironment
{
    /// <summary>Names the repository that a git and all its descendants work in, so that they are known again when their git-mirror was killed.</summary>
    public const string Marker = "GIT_MIRROR_REPOSITORY";

    private static readonly string[] s_secret = ["TOKEN", "SECRET", "PASSWORD", "CREDENTIAL"];

    /// <summary>For one command; a null value takes a variable of our own environment away.</summary>
    /// <param name="command">The command.</param>
    /// <param name="rules">What upstreams may be.</param>
    /// <param name="stall">How long a transfer may stand still.</param>
    /// <param name="home">An empty directory.</param>
    public static IReadOnlyDictionary<string, string?> Of(GitCommand command, UrlRules rules, TimeSpan stall, string home)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        // GIT_DIR, GIT_SSL_NO_VERIFY, GIT_TRACE_CURL, a proxy that looks names up in our place: whoever started us may have any of them.
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key))
        {
            if (IsNotForGit(name))
                variables[name] = null;
        }

        variables["GIT_CONFIG_NOSYSTEM"] = "1";
        variables["GIT_CONFIG_GLOBAL"] = "/dev/null";
        variables["GIT_ATTR_NOSYSTEM"] = "1";
        variables["GIT_TERMINAL_PROMPT"] = "0";
        variables["GIT_OPTIONAL_LOCKS"] = "0";
        variables["GIT_ALLOW_PROTOCOL"] = rules.AllowHttp ? "https:http" : "https";
        variables["HOME"] = home;
        // What git says is read.
        variables["LC_ALL"] = "C";
        variables["LANGUAGE"] = null;
        variables[Marker] = command.ObjectsOf ?? command.Repository;
        if (command.ObjectsOf is { } lender)
            variables["GIT_OBJECT_DIRECTORY"] = Path.Join(lender, "objects");

        var configuration = Configuration(command, stall);
        variables["GIT_CONFIG_COUNT"] = $"{configuration.Count}";
        for (var index = 0; index < configuration.Count; index++)
        {
            variables[$"GIT_CONFIG_KEY_{index}"] = configuration[index].Key;
            variables[$"GIT_CONFIG_VALUE_{index}"] = configuration[index].Value;
        }

        return variables;
    }

    /// <summary>Settings of ours can be secrets, and so can what others call a token: nothing that git starts has to know them.</summary>
    private static bool IsNotForGit(string name) =>
        name.StartsWith("GIT_", StringComparison.Ordinal)
        || name.StartsWith("MIRROR_", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase)
        || s_secret.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
        || name is "SSH_ASKPASS" or "SSH_AUTH_SOCK" or "XDG_CONFIG_HOME";

    private static List<(string Key, string Value)> Configuration(GitCommand command, TimeSpan stall) =>
    [
        ("protocol.version", $"{command.Protocol}"),
        // A redirect could lead to an address that the rules refuse.
        ("http.followRedirects", "false"),
        ("http.lowSpeedLimit", "1000"),
        ("http.lowSpeedTime", $"{stall.TotalSeconds:0}"),
        ("credential.helper", ""),
        ("transfer.credentialsInUrl", "die"),
        ("transfer.bundleURI", "false"),
        ("fetch.fsckObjects", "true"),
        // Old, harmless history has these; GitLab takes it too.
        ("fetch.fsck.badTimezone", "ignore"),
        ("fetch.fsck.missingSpaceBeforeDate", "ignore"),
        ("fetch.fsck.zeroPaddedFilemode", "ignore"),
        ("fetch.recurseSubmodules", "false"),
        ("submodule.recurse", "false"),
        ("core.hooksPath", "/dev/null"),
        ("core.fsmonitor", "false"),
        ("gc.auto", "0"),
        ("maintenance.auto", "false"),
        .. command.Pin is { } pin ? [("http.curloptResolve", pin)] : Array.Empty<(string, string)>(),
        .. command.Configuration,
    ];
}
