using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace RegistryJanitor.Daemon.Http;

/// <summary>One connection: a request, its answer, and the end. A client that takes too long loses it.</summary>
internal sealed partial class HttpConnection(
    Socket socket, Func<HttpRequest, CancellationToken, Task<HttpAnswer>> answer, int? longestBody, TimeProvider clock, ILogger log)
{
    private const int LongestHead = 16 * 1024;
    private static readonly byte[] s_headEnd = [.. "\r\n\r\n"u8];
    private static readonly byte[] s_continue = [.. "HTTP/1.1 100 Continue\r\n\r\n"u8];
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Never throws.</summary>
    /// <param name="stop">Ends it.</param>
    public async Task ServeAsync(CancellationToken stop)
    {
        using var mine = socket;
        using var late = new CancellationTokenSource(s_patience, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        try
        {
            var buffer = new byte[LongestHead];
            if (await ReadHeadAsync(buffer, end.Token) is not var (length, read))
                return;
            var request = length == 0 ? null : HttpRequest.Parse(buffer.AsSpan(0, length));
            HttpAnswer? refusal = null;
            if (request is { Method: "POST" } && longestBody is { } longest)
                (request, refusal) = await WithBodyAsync(request, buffer.AsMemory(length + s_headEnd.Length, read - length - s_headEnd.Length), longest, end.Token);
            var bytes = (refusal ?? await AnswerAsync(request, stop)).ToBytes(withBody: request?.Method is not "HEAD");
            for (var sent = 0; sent < bytes.Length;)
                sent += await socket.SendAsync(bytes.AsMemory(sent), end.Token);

            // Closed with something unread, the connection would be reset, and the answer lost on its way.
            socket.Shutdown(SocketShutdown.Send);
            while (await socket.ReceiveAsync(buffer, end.Token) > 0)
            {
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or SocketException)
        {
            Log.Gone(log, gone.Message);
        }
    }

    /// <summary>How long the head is (0 for none that can be answered), and how much was read; null when the client has gone.</summary>
    private async Task<(int Head, int Read)?> ReadHeadAsync(byte[] buffer, CancellationToken stop)
    {
        for (var length = 0; length < buffer.Length;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), stop);
            if (read == 0)
                return null;
            length += read;
            var end = buffer.AsSpan(0, length).IndexOf(s_headEnd);
            if (end >= 0)
                return (end, length);
        }

        return (0, buffer.Length);
    }

    /// <summary>The request with what it brings, or why that is not taken.</summary>
    /// <param name="request">Its head.</param>
    /// <param name="begun">What came with the head.</param>
    /// <param name="longest">What a body may have, in bytes.</param>
    /// <param name="stop">Ends it.</param>
    private async Task<(HttpRequest Request, HttpAnswer? Refusal)> WithBodyAsync(HttpRequest request, ReadOnlyMemory<byte> begun, int longest, CancellationToken stop)
    {
        var (length, refusal) = HttpBody.Announced(request, longest);
        if (refusal is not null)
            return (request, refusal);
        var body = new byte[length];
        var read = Math.Min(begun.Length, length);
        begun[..read].CopyTo(body);
        if (read < length && request.Header("Expect").Equals("100-continue", StringComparison.OrdinalIgnoreCase))
            await socket.SendAsync(s_continue, stop);
        while (read < length)
        {
            var more = await socket.ReceiveAsync(body.AsMemory(read), stop);
            if (more == 0)
                return (request, HttpAnswer.Sentence(HttpStatusCode.BadRequest, "The body ended before its Content-Length."));
            read += more;
        }

        return (request with { Body = body }, null);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A page that cannot be made must not end the process that it is about.")]
    private async Task<HttpAnswer> AnswerAsync(HttpRequest? request, CancellationToken stop)
    {
        if (request is null)
            return HttpAnswer.Sentence(HttpStatusCode.BadRequest, "This is no HTTP/1 request with a path and headers of up to 16 KiB.");
        if (request.Method is not ("GET" or "HEAD") && !(longestBody is not null && request.Method is "POST"))
            return HttpAnswer.MethodNotAllowed(longestBody is null ? "Here is only to be read: GET and HEAD." : "Here is GET, HEAD and POST.", longestBody is null ? "GET, HEAD" : "GET, HEAD, POST");
        try
        {
            return await answer(request, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception unexpected)
        {
            Log.NotAnswered(log, unexpected, request.Path);
            return HttpAnswer.Sentence(HttpStatusCode.InternalServerError, "This could not be answered; the log says why.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1022, LogLevel.Error, "A request for {Path} could not be answered.")]
        public static partial void NotAnswered(ILogger log, Exception unexpected, string path);

        [LoggerMessage(1023, LogLevel.Debug, "A connection ended early: {Cause}")]
        public static partial void Gone(ILogger log, string cause);
    }
}
