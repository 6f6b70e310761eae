using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace RegistryJanitor.Daemon.Http;

/// <summary>One connection: a request, its answer, and the end. A client that takes too long loses it.</summary>
internal sealed partial class HttpConnection(
    Socket socket, Func<HttpRequest, CancellationToken, Task<HttpAnswer>> answer, TimeProvider clock, ILogger log)
{
    private const int LongestHead = 16 * 1024;
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
            if (await ReadHeadAsync(buffer, end.Token) is not { } length)
                return;
            var request = length == 0 ? null : HttpRequest.Parse(buffer.AsSpan(0, length));
            var bytes = (await AnswerAsync(request, stop)).ToBytes(withBody: request?.Method is not "HEAD");
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

    /// <summary>How long the head is: 0 for none that can be answered, null when the client has gone.</summary>
    private async Task<int?> ReadHeadAsync(byte[] buffer, CancellationToken stop)
    {
        for (var length = 0; length < buffer.Length;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), stop);
            if (read == 0)
                return null;
            length += read;
            var end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
                return end;
        }

        return 0;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A page that cannot be made must not end the process that it is about.")]
    private async Task<HttpAnswer> AnswerAsync(HttpRequest? request, CancellationToken stop)
    {
        if (request is null)
            return HttpAnswer.Sentence(HttpStatusCode.BadRequest, "This is no HTTP/1 request with a path and headers of up to 16 KiB.");
        if (request.Method is not ("GET" or "HEAD"))
            return HttpAnswer.Sentence(HttpStatusCode.MethodNotAllowed, "Here is only to be read: GET and HEAD.") with { Headers = "Allow: GET, HEAD\r\n" };
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
