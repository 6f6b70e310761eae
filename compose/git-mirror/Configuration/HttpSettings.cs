using System.Net;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.GitMirror.Configuration;

/// <summary>What is to be read by HTTP, and who may ask for a pass there.</summary>
/// <param name="EndPoint">Where; null: nowhere.</param>
/// <param name="WebhookSecret">Who knows it may ask for a pass; null: nobody may.</param>
public sealed record HttpSettings(IPEndPoint? EndPoint, string? WebhookSecret)
{
    private static readonly string[] s_ofWebhooks = ["MIRROR_WEBHOOK_SECRET", "MIRROR_WEBHOOK_SECRET_FILE"];

    /// <summary>Reads the settings; mistakes are the reader's.</summary>
    public static HttpSettings Read(SettingsReader read)
    {
        var port = read.Number("MIRROR_HTTP_PORT", 0, 0, IPEndPoint.MaxPort);
        var address = read.Address("MIRROR_HTTP_ADDRESS", IPAddress.Loopback);
        foreach (var name in s_ofWebhooks.Where(name => port == 0 && read.IsSet(name)))
            read.Refuse($"{name} has no effect while MIRROR_HTTP_PORT is 0, so that no webhook can come; set the port, or take it out");
        return new HttpSettings(port == 0 ? null : new IPEndPoint(address, port), read.Secret("MIRROR_WEBHOOK_SECRET"));
    }
}
