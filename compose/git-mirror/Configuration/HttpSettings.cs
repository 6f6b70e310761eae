using System.Net;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>What is to be read by HTTP, and who may ask for a pass there.</summary>
/// <param name="EndPoint">Where; null: nowhere.</param>
/// <param name="WebhookSecret">Who knows it may ask for a pass; null: nobody may.</param>
public sealed record HttpSettings(IPEndPoint? EndPoint, string? WebhookSecret)
{
    /// <summary>Reads the settings; mistakes are the reader's.</summary>
    public static HttpSettings Read(SettingsReader read)
    {
        var port = read.Number("MIRROR_HTTP_PORT", 0, 0, IPEndPoint.MaxPort);
        var address = read.Address("MIRROR_HTTP_ADDRESS", IPAddress.Loopback);
        return new HttpSettings(port == 0 ? null : new IPEndPoint(address, port), read.Secret("MIRROR_WEBHOOK_SECRET"));
    }
}
