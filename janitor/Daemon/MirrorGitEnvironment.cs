namespace RegistryJanitor.Daemon;

/// <summary>
/// The variables of a git that only reads a bare mirror of git-mirror's: nothing of this machine's or this user's settings reaches it, and it speaks to nobody.
/// </summary>
public static class MirrorGitEnvironment
{
    private static readonly string[] s_ours = ["BUILD_", "LIFECYCLE_", "IMGLIFE_"];
    private static readonly string[] s_secret = ["TOKEN", "SECRET", "PASSWORD", "CREDENTIAL"];

    private static readonly (string Key, string Value)[] s_configuration =
    [
        ("core.hooksPath", "/dev/null"),
        ("core.fsmonitor", "false"),
        ("gc.auto", "0"),
        ("maintenance.auto", "false"),
        // The mirror is git-mirror's user's, and we only read.
        ("safe.directory", "*"),
        // As a checkout with the usual umask has it; git's own default for archives lets the group write.
        ("tar.umask", "0022"),
        ("log.showSignature", "false"),
        ("i18n.logOutputEncoding", "UTF-8"),
    ];

    /// <summary>A null value takes a variable of our own environment away.</summary>
    /// <param name="home">An empty directory.</param>
    public static IReadOnlyDictionary<string, string?> Of(string home)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            if (IsNotForGit(name))
                variables[name] = null;
        }

        variables["GIT_CONFIG_NOSYSTEM"] = "1";
        variables["GIT_CONFIG_GLOBAL"] = "/dev/null";
        variables["GIT_ATTR_NOSYSTEM"] = "1";
        variables["GIT_TERMINAL_PROMPT"] = "0";
        variables["GIT_OPTIONAL_LOCKS"] = "0";
        // A clone that lacks objects would fetch them.
        variables["GIT_ALLOW_PROTOCOL"] = "";
        variables["GIT_NO_LAZY_FETCH"] = "1";
        variables["GIT_NO_REPLACE_OBJECTS"] = "1";
        // A directory may be called `:(glob)*`.
        variables["GIT_LITERAL_PATHSPECS"] = "1";
        variables["HOME"] = home;
        variables["LC_ALL"] = "C";
        variables["LANGUAGE"] = null;
        variables["GIT_CONFIG_COUNT"] = $"{s_configuration.Length}";
        for (var index = 0; index < s_configuration.Length; index++)
        {
            variables[$"GIT_CONFIG_KEY_{index}"] = s_configuration[index].Key;
            variables[$"GIT_CONFIG_VALUE_{index}"] = s_configuration[index].Value;
        }

        return variables;
    }

    private static bool IsNotForGit(string name) =>
        name.StartsWith("GIT_", StringComparison.Ordinal)
        || s_ours.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        || name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase)
        || s_secret.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))
        || name is "SSH_ASKPASS" or "SSH_AUTH_SOCK" or "XDG_CONFIG_HOME";
}
