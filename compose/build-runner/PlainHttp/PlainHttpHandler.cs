using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RegistryJanitor.BuildRunner.PlainHttp;

/// <summary>
/// HTTP/1.1 without TLS and without a body to send, one connection for each request: all that a registry nearby is asked with. .NET's own handler is never spoken to
/// without TLS, HTTP/2 and HTTP/3 in the executable, which would be two megabytes larger and wants OpenSSL at run time. RFC 9112.
/// </summary>
/// <param name="connecting">How long a connection may take.</param>
public sealed class PlainHttpHandler(TimeSpan connecting) : HttpMessageHandler
{
    /// <inheritdoc />
    /// <exception cref="HttpRequestException">Nobody answers, or not in HTTP; inside of it is the <see cref="SocketException"/> or <see cref="IOException"/>.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request is not { RequestUri: { IsAbsoluteUri: true, Scheme: "http" } uri, Content: null })
            throw new NotSupportedException($"{request.Method} {request.RequestUri} is not http, or has a body");
        var socket = await ConnectAsync(uri, cancellationToken);
        var reader = new ResponseReader(socket);
        try
        {
            await SendHeadAsync(socket, request, uri, cancellationToken);
            return await ResponseHead.ReadAsync(reader, request, cancellationToken);
        }
        catch (Exception broken) when (broken is IOException or SocketException)
        {
            reader.Dispose();
            throw new HttpRequestException(HttpRequestError.ResponseEnded, $"{broken.Message} ({uri.Authority})", broken);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private async Task<Socket> ConnectAsync(Uri uri, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var late = new CancellationTokenSource(connecting);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(uri.DnsSafeHost, uri.Port), either.Token);
            return socket;
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"{refused.Message} ({uri.Authority})", refused);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            socket.Dispose();
            throw new HttpRequestException(
                HttpRequestError.ConnectionError, $"no connection within {connecting.TotalSeconds:F0} s ({uri.Authority})", new SocketException((int)SocketError.TimedOut));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task SendHeadAsync(Socket socket, HttpRequestMessage request, Uri uri, CancellationToken cancel)
    {
        var head = new StringBuilder().Append(request.Method).Append(' ').Append(uri.PathAndQuery).Append(" HTTP/1.1\r\nHost: ").Append(uri.Authority).Append("\r\nConnection: close\r\n");
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
            head.Append("Content-Length: 0\r\n");
        // Typed headers have no line breaks in their values: .NET refuses them where they are set.
        foreach (var (name, values) in request.Headers)
            head.Append(name).Append(": ").AppendJoin(", ", values).Append("\r\n");
        var bytes = Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
        for (var sent = 0; sent < bytes.Length;)
            sent += await socket.SendAsync(bytes.AsMemory(sent), cancel);
    }
}
