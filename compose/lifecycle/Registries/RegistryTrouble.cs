using System.Globalization;

namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>Failures of connections in words.</summary>
internal static class RegistryTrouble
{
    /// <summary>What a host did, as the verb of a sentence.</summary>
    internal static string Of(Exception broken, TimeSpan limit) => broken switch
    {
        OperationCanceledException => string.Create(CultureInfo.InvariantCulture, $"gave no whole answer within {limit.TotalSeconds:0} s"),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "has a name without an address",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "does not speak https with a certificate that is trusted",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "does not answer",
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => "is not let through by the proxy",
        _ => "broke the connection off",
    };

    /// <summary>Whether asking again may help: a name and a certificate stay wrong.</summary>
    internal static bool IsPassing(Exception broken) => broken is not HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };
}
