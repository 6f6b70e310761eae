using System.Net;
using System.Net.Sockets;

namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>A port for a process that is about to listen.</summary>
internal static class FreePort
{
    /// <summary>Below those that the kernel gives to connections, so that no client of another test gets it meanwhile.</summary>
    public static int Find()
    {
        for (var port = 30_000 + (Environment.ProcessId % 2_000); ; port++)
        {
            try
            {
                using var free = new TcpListener(IPAddress.Loopback, port);
                free.Start();
                return port;
            }
            catch (SocketException)
            {
                // Another program has it.
            }
        }
    }
}
