using System.Net;
using System.Net.Sockets;
using System.Text;
using RegistryJanitor.BuildRunner.PlainHttp;

namespace RegistryJanitor.BuildRunner.Tests.PlainHttp;

public sealed class PlainHttpTests : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\r\n";

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly HttpClient _http = new(new PlainHttpHandler(TimeSpan.FromSeconds(30)));

    public PlainHttpTests() => _server.Start();

    [Theory]
    [InlineData(Ok + "Content-Length: 5\r\n\r\nhello and more", "hello")]
    [InlineData(Ok + "content-length: 5\r\nContent-Length: 5\r\n\r\nhello", "hello")]
    [InlineData(Ok + "\r\nall until the end", "all until the end")]
    [InlineData("HTTP/1.0 200 Fine\n\nwith bare line feeds", "with bare line feeds")]
    [InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n00B;x=y\r\n, chunk it!\r\n0\r\nTrailer: x\r\n\r\n", "hello, chunk it!")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + Ok + "Content-Length: 2\r\n\r\nok", "ok")]
    [InlineData("HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\nnothing", "")]
    public async Task A_body_ends_where_its_head_says(string answer, string body)
    {
        var asked = AnswerAsync(answer);

        Assert.Equal(body, await _http.GetStringAsync(Uri("/v2/?a=b")));
        Assert.StartsWith($"GET /v2/?a=b HTTP/1.1\r\nHost: 127.0.0.1:{Port}\r\nConnection: close\r\n", await asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Ok + "Content-Length: 50\r\n\r\nhello")]
    [InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhel")]
    [InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")]
    [InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello and more\r\n0\r\n\r\n")]
    [InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n")]
    [InlineData(Ok + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nhello\r\n")]
    public async Task A_body_that_does_not_end_as_its_head_says_is_an_error(string answer)
    {
        _ = AnswerAsync(answer);
        using var response = await _http.GetAsync(Uri("/"), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();

        await Assert.ThrowsAsync<IOException>(() => body.CopyToAsync(Stream.Null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("HTTP/2 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n")]
    [InlineData(Ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello")]
    [InlineData(Ok + "Content-Length: +5\r\n\r\nhello")]
    [InlineData(Ok + "Transfer-Encoding: gzip\r\n\r\nhello")]
    [InlineData(Ok + "No colon\r\n\r\n")]
    [InlineData(Ok + "Name : value\r\n\r\n")]
    public async Task What_is_no_answer_is_an_error_with_its_cause_inside(string answer)
    {
        _ = AnswerAsync(answer);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetStringAsync(Uri("/")));

        Assert.IsAssignableFrom<IOException>(error.InnerException);
        Assert.EndsWith($"(127.0.0.1:{Port})", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_without_an_end_is_not_read_for_ever()
    {
        _ = AnswerAsync(Ok + string.Concat(Enumerable.Repeat("X: y\r\n", 100_000)));
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetStringAsync(Uri("/")));

        _ = AnswerAsync(Ok + "X: " + new string('y', 1_000_000));
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetStringAsync(Uri("/")));
    }

    [Fact]
    public async Task A_post_says_that_it_has_no_body_and_headers_go_along()
    {
        var asked = AnswerAsync("HTTP/1.1 202 Accepted\r\nLocation: /v2/x/blobs/uploads/1\r\nContent-Length: 0\r\n\r\n");
        using var request = new HttpRequestMessage(HttpMethod.Post, Uri("/v2/x/blobs/uploads/"));
        request.Headers.Authorization = new("Basic", "YTpi");
        using var answer = await _http.SendAsync(request);

        Assert.Equal("/v2/x/blobs/uploads/1", answer.Headers.Location?.OriginalString);
        Assert.Equal(0, answer.Content.Headers.ContentLength);
        Assert.Contains("\r\nContent-Length: 0\r\nAuthorization: Basic YTpi\r\n\r\n", await asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_is_said_with_the_address()
    {
        _server.Stop();

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetStringAsync(Uri("/")));

        Assert.IsType<SocketException>(error.InnerException);
        Assert.Contains("refused", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose()
    {
        _http.Dispose();
        _server.Dispose();
    }

    private int Port => ((IPEndPoint)_server.LocalEndpoint).Port;

    private Uri Uri(string path) => new($"http://127.0.0.1:{Port}{path}");

    /// <summary>Answers one request; gives its head.</summary>
    private async Task<string> AnswerAsync(string answer)
    {
        using var socket = await _server.AcceptSocketAsync();
        var head = new StringBuilder();
        var buffer = new byte[1024];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append(Encoding.Latin1.GetString(buffer, 0, await socket.ReceiveAsync(buffer)));
        try
        {
            await socket.SendAsync(Encoding.Latin1.GetBytes(answer));
        }
        catch (SocketException)
        {
            // The client had read enough.
        }

        return head.ToString();
    }
}
