using System.Net;

namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>The proxy that the environment names, but for this machine itself and for names that only this network knows: no proxy reaches those.</summary>
/// <param name="environment">It.</param>
internal sealed class DirectlyToThisMachine(IWebProxy environment) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => environment.Credentials;
        set => environment.Credentials = value;
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : environment.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || !host.Host.AsSpan().ContainsAny('.', ':') || environment.IsBypassed(host);
}
