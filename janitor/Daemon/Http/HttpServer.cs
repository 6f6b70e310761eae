using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RegistryJanitor.Daemon.Http;

/// <summary>
/// Answers GET and HEAD, and POST where its user takes one, one request a connection. What a status page, a scraper and a webhook need and no more:
/// no compression, no TLS.
/// </summary>
/// <remarks>
/// Not <c>HttpListener</c>: bound to 127.0.0.1 it refuses a request for <c>localhost</c>, it has no limit of connections, and it takes 0.2 MB more.
/// </remarks>
public sealed partial class HttpServer : BackgroundService
{
    private const int Backlog = 64;
    private const int MostAtOnce = 16;
    private static readonly TimeSpan s_afterRefusal = TimeSpan.FromSeconds(1);

    private readonly Socket _listener;
    private readonly Func<HttpRequest, CancellationToken, Task<HttpAnswer>> _answer;
    private readonly int? _longestBody;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    private HttpServer(Socket listener, Func<HttpRequest, CancellationToken, Task<HttpAnswer>> answer, int? longestBody, TimeProvider clock, ILogger log)
    {
        _listener = listener;
        _answer = answer;
        _longestBody = longestBody;
        _clock = clock;
        _log = log;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndPoint!;

    /// <summary>Takes an address and a port; connections wait there until the host starts the server.</summary>
    /// <param name="at">Where; port 0 for any free one.</param>
    /// <param name="answer">Makes the answer to a GET, and to a POST that is taken; may run several times at once.</param>
    /// <param name="clock">For time limits.</param>
    /// <param name="log">Event ids 1020 to 1029.</param>
    /// <param name="whyNot">Why the answer is null, without a full stop.</param>
    /// <param name="longestBody">What a POST may bring, in bytes; null refuses every POST.</param>
    public static HttpServer? TryBind(
        IPEndPoint at, Func<HttpRequest, CancellationToken, Task<HttpAnswer>> answer, TimeProvider clock, ILogger log, out string whyNot, int? longestBody = null)
    {
        var listener = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(at);
            listener.Listen(Backlog);
            whyNot = "";
            return new HttpServer(listener, answer, longestBody, clock, log);
        }
        catch (SocketException refused)
        {
            listener.Dispose();
            whyNot = refused.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"port {at.Port} of {at.Address} is taken by another process",
                SocketError.AccessDenied => $"port {at.Port} of {at.Address} is not for this user; ports below 1024 mostly are not",
                SocketError.AddressNotAvailable => $"{at.Address} is no address of this machine",
                _ => $"port {at.Port} of {at.Address} cannot be listened on: {refused.Message}",
            };
            return null;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _listener.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Log.Listens(_log, EndPoint);
        var places = new SemaphoreSlim(MostAtOnce); // never disposed: connections may end after this loop
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await places.WaitAsync(stoppingToken);
                var connection = new HttpConnection(await _listener.AcceptAsync(stoppingToken), _answer, _longestBody, _clock, _log);
                _ = ServeAsync(connection);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (SocketException refused)
            {
                // Out of descriptors, or a client that was gone before it was accepted.
                places.Release();
                Log.NotAccepted(_log, refused.Message);
                await Task.Delay(s_afterRefusal, _clock, CancellationToken.None);
            }
        }

        async Task ServeAsync(HttpConnection connection)
        {
            await connection.ServeAsync(stoppingToken);
            places.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1020, LogLevel.Information, "Status and metrics are on http://{EndPoint}/.")]
        public static partial void Listens(ILogger log, IPEndPoint endPoint);

        [LoggerMessage(1021, LogLevel.Warning, "A connection could not be accepted: {Cause}.")]
        public static partial void NotAccepted(ILogger log, string cause);
    }
}
