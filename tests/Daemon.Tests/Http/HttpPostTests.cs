using System.Net;
using System.Net.Sockets;
using System.Text;
using RegistryJanitor.Daemon.Http;

namespace RegistryJanitor.Daemon.Tests.Http;

public sealed class HttpPostTests : IAsyncLifetime, IDisposable
{
    private const int Longest = 100_000;

    private readonly KeptLog<HttpServer> _log = new();
    private readonly HttpClient _client = new();
    private HttpServer? _server;

    public async Task InitializeAsync()
    {
        _server = HttpServer.TryBind(new IPEndPoint(IPAddress.Loopback, 0), Answer, TimeProvider.System, _log, out _, Longest);
        await _server!.StartAsync(CancellationToken.None);
    }

    public Task DisposeAsync() => _server!.StopAsync(CancellationToken.None);

    public void Dispose()
    {
        _client.Dispose();
        _server?.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Longest)]
    public async Task A_body_arrives_byte_by_byte_as_it_was_sent(int length)
    {
        var body = Enumerable.Range(0, length).Select(i => (byte)(i * 31)).ToArray();
        using var content = new ByteArrayContent(body);

        using var response = await _client.PostAsync(At("/sync"), content);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused_with_its_limit()
    {
        using var content = new ByteArrayContent(new byte[Longest + 1]);
        using var response = await _client.PostAsync(At("/sync"), content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("A body may have up to 100000 bytes.\n", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411)]
    [InlineData("Content-Length: -1\r\n\r\n", 400)]
    [InlineData("Content-Length: 1, 2\r\n\r\n", 400)]
    [InlineData("Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400)]
    [InlineData("Content-Length: 99999999999999999999\r\n\r\n", 400)]
    [InlineData("Content-Length: 5000000000\r\n\r\n", 413)]
    public async Task A_body_without_a_sound_length_is_refused(string rest, int status) =>
        Assert.StartsWith($"HTTP/1.1 {status} ", await RawAsync($"POST /sync HTTP/1.1\r\n{rest}"), StringComparison.Ordinal);

    [Fact]
    public async Task Who_asks_before_sending_is_told_to_go_on()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_server!.EndPoint);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes("POST /sync HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"));
        var go = new byte[25];
        await stream.ReadExactlyAsync(go);
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", Encoding.Latin1.GetString(go));

        await stream.WriteAsync("ok"u8.ToArray());
        using var reader = new StreamReader(stream);
        Assert.EndsWith("\r\n\r\nok", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_are_found_in_any_case()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At("/header"));
        request.Headers.Add("x-gitlab-TOKEN", ["one", "two"]);
        using var response = await _client.SendAsync(request);

        Assert.Equal("one, two", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Nothing_but_GET_HEAD_and_POST_is_allowed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, At("/sync")) { Content = new ByteArrayContent([1]) };
        using var response = await _client.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD", "POST"], response.Content.Headers.Allow);
    }

    private static Task<HttpAnswer> Answer(HttpRequest request, CancellationToken stop) => Task.FromResult(
        HttpAnswer.Sentence(HttpStatusCode.OK, "") with { Body = request.Path is "/header" ? Encoding.UTF8.GetBytes(request.Header("X-Gitlab-Token")) : request.Body });

    private Uri At(string path) => new($"http://127.0.0.1:{_server!.EndPoint.Port}{path}");

    private async Task<string> RawAsync(string bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_server!.EndPoint);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(bytes));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync();
    }
}
