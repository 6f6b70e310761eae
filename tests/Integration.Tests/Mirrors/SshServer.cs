using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RegistryJanitor.Integration.Tests.Mirrors;

/// <summary>A real sshd on 127.0.0.1 with keys and settings of its own, as the user that the tests run as.</summary>
internal sealed class SshServer : IAsyncDisposable
{
    private readonly StartedProgram _program;

    private SshServer(StartedProgram program, int port, Folder folder)
    {
        _program = program;
        Port = port;
        Key = folder["ssh/key"];
        KnownHosts = folder["ssh/known_hosts"];
    }

    public int Port { get; }

    /// <summary>A private key that it takes.</summary>
    public string Key { get; }

    /// <summary>Names its own key.</summary>
    public string KnownHosts { get; }

    public static async Task<SshServer> StartAsync(Folder folder)
    {
        Directory.CreateDirectory(folder["ssh"]);
        foreach (var key in new[] { "host", "key", "other" })
            (await StartedProgram.RunAsync(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder[$"ssh/{key}"]])).Expect(0);
        File.Copy(folder["ssh/key.pub"], folder["ssh/authorized"]);
        var port = FreePort();
        await File.WriteAllTextAsync(folder["ssh/config"], string.Create(CultureInfo.InvariantCulture, $"""
            ListenAddress 127.0.0.1:{port}
            HostKey {folder["ssh/host"]}
            AuthorizedKeysFile {folder["ssh/authorized"]}
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            """));
        var host = (await File.ReadAllTextAsync(folder["ssh/host.pub"])).Split(' ');
        await File.WriteAllTextAsync(folder["ssh/known_hosts"], string.Create(CultureInfo.InvariantCulture, $"[127.0.0.1]:{port} {host[0]} {host[1]}\n"));
        string[] command = [Tools.Sshd, "-D", "-e", "-f", folder["ssh/config"]];
        var program = StartedProgram.Start(Tools.IsRoot ? await ApartAsync(folder, command) : command);
        var server = new SshServer(program, port, folder);
        await program.SaysAsync("Server listening");
        return server;
    }

    public string Url(string path) => string.Create(CultureInfo.InvariantCulture, $"ssh://{Environment.UserName}@127.0.0.1:{Port}{path}");

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    /// <summary>Started by root, it wants a user and a directory that a machine without the package does not have: it gets them for itself alone.</summary>
    private static async Task<string[]> ApartAsync(Folder folder, string[] command)
    {
        var users = (await File.ReadAllLinesAsync("/etc/passwd")).Where(line => !line.StartsWith("sshd:", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(folder["ssh/passwd"], [.. users, "sshd:x:65533:65533::/run/sshd:/usr/sbin/nologin"]);
        var apart = folder.Script("ssh/apart", $"mount --bind '{folder["ssh/passwd"]}' /etc/passwd && mount -t tmpfs -o mode=755 tmpfs /run && mkdir /run/sshd && exec \"$@\"");
        return ["unshare", "--mount", apart, .. command];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
