using System.Net;
using System.Net.Sockets;
using System.Text;
using RegistryJanitor.Daemon.Http;

namespace RegistryJanitor.Daemon.Tests.Http;

public sealed class HttpServerTests : IAsyncLifetime, IDisposable
{
    private readonly KeptLog<HttpServer> _log = new();
    private readonly HttpClient _client = new();
    private HttpServer? _server;

    public async Task InitializeAsync()
    {
        _server = HttpServer.TryBind(new IPEndPoint(IPAddress.Loopback, 0), Answer, TimeProvider.System, _log, out var whyNot);
        Assert.Equal("", whyNot);
        await _server!.StartAsync(CancellationToken.None);
    }

    public Task DisposeAsync() => _server!.StopAsync(CancellationToken.None);

    public void Dispose()
    {
        _client.Dispose();
        _server?.Dispose();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task A_GET_is_answered_under_any_name_of_the_machine(string host)
    {
        using var response = await _client.GetAsync(At("/page?query=ignored", host));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("GET /page", await response.Content.ReadAsStringAsync());
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_HEAD_has_the_headers_of_the_GET_and_no_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, At("/page"));
        using var response = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("HEAD /page".Length, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("get")]
    public async Task Nothing_else_is_allowed_whatever_comes_with_it(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), At("/page"));
        if (method is "POST" or "PUT")
            request.Content = new ByteArrayContent(new byte[100_000]);
        using var response = await _client.SendAsync(request);

        // HttpClient writes the known methods in upper case.
        Assert.Equal(method is "get" ? HttpStatusCode.OK : HttpStatusCode.MethodNotAllowed, response.StatusCode);
        if (method is not "get")
            Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("GET page HTTP/1.1\r\n\r\n")]
    [InlineData("GET / SPDY/3\r\n\r\n")]
    [InlineData("\r\n\r\n")]
    public async Task What_is_no_request_gets_400(string bytes) => Assert.StartsWith("HTTP/1.1 400 ", await RawAsync(bytes), StringComparison.Ordinal);

    [Fact]
    public async Task A_head_without_end_gets_400() =>
        Assert.StartsWith("HTTP/1.1 400 ", await RawAsync($"GET / HTTP/1.1\r\nX: {new string('x', 16 * 1024)}"), StringComparison.Ordinal);

    [Fact]
    public async Task An_answer_that_fails_is_500_and_the_next_one_comes()
    {
        using (var broken = await _client.GetAsync(At("/broken")))
            Assert.Equal(HttpStatusCode.InternalServerError, broken.StatusCode);
        using var next = await _client.GetAsync(At("/page"));

        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Contains(_log.Events, e => e.Id == 1022);
    }

    [Fact]
    public async Task Fifteen_idle_clients_do_not_keep_the_next_one_out()
    {
        var idle = new List<TcpClient>();
        for (var i = 0; i < 15; i++)
        {
            idle.Add(new TcpClient());
            await idle[^1].ConnectAsync(_server!.EndPoint);
        }

        using var response = await _client.GetAsync(At("/page"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        idle.ForEach(client => client.Dispose());
    }

    [Fact]
    public void A_port_that_is_taken_is_one_clear_sentence()
    {
        var second = HttpServer.TryBind(_server!.EndPoint, Answer, TimeProvider.System, _log, out var whyNot);

        Assert.Null(second);
        Assert.Equal($"port {_server.EndPoint.Port} of 127.0.0.1 is taken by another process", whyNot);
    }

    [Fact]
    public void An_address_of_another_machine_is_one_clear_sentence()
    {
        Assert.Null(HttpServer.TryBind(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0), Answer, TimeProvider.System, _log, out var whyNot));
        Assert.Equal("192.0.2.1 is no address of this machine", whyNot);
    }

    private static Task<HttpAnswer> Answer(HttpRequest request, CancellationToken stop) => request.Path is "/broken"
        ? throw new InvalidOperationException("broken")
        : Task.FromResult(HttpAnswer.Sentence(HttpStatusCode.OK, "") with { Body = Encoding.UTF8.GetBytes($"{request.Method} {request.Path}") });

    private Uri At(string path, string host = "127.0.0.1") => new($"http://{host}:{_server!.EndPoint.Port}{path}");

    private async Task<string> RawAsync(string bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_server!.EndPoint);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(bytes));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync();
    }
}
