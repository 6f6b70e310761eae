namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>HTTP as <see cref="RegistryClient"/> wants it.</summary>
public static class RegistryHttp
{
    private static readonly TimeSpan s_connect = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Without redirects, which the client follows itself and without credentials; without a limit, which every question has of its own; without cookies.
    /// </summary>
    public static HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = s_connect,
        // A daemon that runs for months would never see that a name has moved.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        Proxy = new DirectlyToThisMachine(HttpClient.DefaultProxy),
        MaxResponseHeadersLength = 64,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
