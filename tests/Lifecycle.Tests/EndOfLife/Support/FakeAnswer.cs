using System.Net.Sockets;
using System.Text;

namespace RegistryJanitor.Lifecycle.Tests.EndOfLife.Support;

/// <summary>An answer, as it goes over the wire.</summary>
internal sealed record FakeAnswer(int Status, string Body)
{
    /// <summary>Endoflife.date has no JSON for what it does not have.</summary>
    public static FakeAnswer Page404 { get; } = new(404, "<!DOCTYPE html><html><body>Page not found</body></html>") { Type = "text/html" };

    public string Type { get; init; } = "application/json";

    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>More than is sent: the connection breaks off.</summary>
    public int Missing { get; init; }

    /// <summary>So many bytes without an announced length.</summary>
    public long Endless { get; init; }

    public static FakeAnswer Json(string body) => new(200, body);

    public static FakeAnswer Moved(string to) => new(301, "") { Headers = [$"Location: {to}"] };

    public async Task SendAsync(Socket socket, CancellationToken end)
    {
        var body = Encoding.UTF8.GetBytes(Body);
        var head = new StringBuilder().Append($"HTTP/1.1 {Status} X\r\nContent-Type: {Type}\r\nConnection: close\r\n");
        foreach (var header in Headers)
            head.Append(header).Append("\r\n");
        if (Endless == 0)
            head.Append($"Content-Length: {body.Length + Missing}\r\n");
        await SendAsync(socket, Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), end);
        await SendAsync(socket, body, end);
        var block = new byte[64 * 1024];
        Array.Fill(block, (byte)' ');
        for (var left = Endless; left > 0; left -= block.Length)
            await SendAsync(socket, block, end);
    }

    private static async Task SendAsync(Socket socket, byte[] bytes, CancellationToken end)
    {
        for (var sent = 0; sent < bytes.Length;)
            sent += await socket.SendAsync(bytes.AsMemory(sent), end);
    }
}
