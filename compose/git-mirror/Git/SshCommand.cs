using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Git;

/// <summary>The line that git has a shell run in place of <c>ssh</c>: nothing of this user's ssh settings, keys and agent is used, and no question is asked.</summary>
public static class SshCommand
{
    private const int UsualPort = 22;

    /// <summary>For one address.</summary>
    /// <param name="files">The key, and the known servers.</param>
    /// <param name="remote">Where to.</param>
    /// <param name="pin">The address that was judged, <c>host:port:address[,address]</c>; null: any that the name has.</param>
    public static string Of(SshFiles files, GitUrl remote, string? pin)
    {
        string[] options =
        [
            "BatchMode=yes",
            "StrictHostKeyChecking=yes",
            $"UserKnownHostsFile={InConfiguration(files.KnownHosts)}",
            "GlobalKnownHostsFile=/dev/null",
            "UpdateHostKeys=no",
            "CheckHostIP=no",
            "IdentitiesOnly=yes",
            "IdentityAgent=none",
            $"IdentityFile={InConfiguration(files.Key)}",
            "PreferredAuthentications=publickey",
            "ConnectTimeout=30",
            "ServerAliveInterval=15",
            "ForwardAgent=no",
            "ForwardX11=no",
            "ControlPath=none",
            .. pin is null ? Array.Empty<string>() : [$"HostName={Address(remote, pin)}", $"HostKeyAlias={Alias(remote)}"],
        ];
        return $"ssh -F /dev/null {string.Join(' ', options.Select(option => $"-o {Quoted(option)}"))}";
    }

    // ssh would look the address up in the known hosts, where the name is.
    private static string Alias(GitUrl remote) => remote.Port == UsualPort ? remote.Host : $"[{remote.Host}]:{remote.Port}";

    private static string Address(GitUrl remote, string pin) => pin[$"{remote.Host}:{remote.Port}:".Length..].Split(',')[0].Trim('[', ']');

    /// <summary>ssh_config(5): white space ends a value unless it is quoted, and <c>%</c> begins a token.</summary>
    private static string InConfiguration(string path) => $"\"{path.Replace("%", "%%", StringComparison.Ordinal)}\"";

    private static string Quoted(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
