using RegistryJanitor.Daemon;

namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>What opens private upstreams and destinations.</summary>
/// <param name="CredentialsFile">For https; null: none.</param>
/// <param name="Ssh">For ssh; null: it is not allowed.</param>
public sealed record RemoteAccess(string? CredentialsFile, SshFiles? Ssh)
{
    private static readonly string[] s_ofSsh = ["MIRROR_SSH_KEY_FILE", "MIRROR_SSH_KNOWN_HOSTS"];

    /// <summary>Nothing.</summary>
    public static RemoteAccess None { get; } = new(null, null);

    /// <summary>Reads <c>MIRROR_CREDENTIALS_FILE</c>, <c>MIRROR_ALLOW_SSH</c>, <c>MIRROR_SSH_KEY_FILE</c> and <c>MIRROR_SSH_KNOWN_HOSTS</c>.</summary>
    public static RemoteAccess Read(SettingsReader read)
    {
        var file = read.IsSet("MIRROR_CREDENTIALS_FILE") ? read.AbsolutePath("MIRROR_CREDENTIALS_FILE", "") : null;
        var allowed = read.Switch("MIRROR_ALLOW_SSH", false);
        var (key, known) = (read.AbsolutePath("MIRROR_SSH_KEY_FILE", ""), read.AbsolutePath("MIRROR_SSH_KNOWN_HOSTS", ""));
        if (allowed && (key.Length == 0 || known.Length == 0))
            read.Refuse("MIRROR_ALLOW_SSH=true needs MIRROR_SSH_KEY_FILE and MIRROR_SSH_KNOWN_HOSTS; set both");
        foreach (var name in s_ofSsh.Where(name => !allowed && read.IsSet(name)))
            read.Refuse($"{name} has no effect while MIRROR_ALLOW_SSH is false; set MIRROR_ALLOW_SSH=true, or take it out");
        return new RemoteAccess(file, allowed ? new SshFiles(key, known) : null);
    }
}
