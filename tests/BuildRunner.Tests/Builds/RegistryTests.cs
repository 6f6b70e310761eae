using System.Net;
using RegistryJanitor.BuildRunner.Builds;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.Daemon.Http;
using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Tests.Builds;

public sealed class RegistryTests
{
    [Theory]
    [InlineData("registry:5000", true)]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1:5000", true)]
    [InlineData("[::1]:5000", true)]
    [InlineData("192.168.1.2", true)]
    [InlineData("172.32.0.1:5000", false)]
    [InlineData("nas.local:5000", true)]
    [InlineData("ghcr.io", false)]
    [InlineData("plain.example.org:5000", true)]
    [InlineData("secure:5000", false)]
    public void Who_speaks_http_is_told_by_the_name(string registry, bool plain) =>
        Assert.Equal(plain, new RegistryAccess(["plain.example.org:5000"], ["secure:5000"]).IsPlainHttp(registry));

    [Theory]
    [InlineData(HttpStatusCode.MethodNotAllowed, typeof(RegistryState.ReadOnly))]
    [InlineData(HttpStatusCode.ServiceUnavailable, typeof(RegistryState.Unreachable))]
    [InlineData(HttpStatusCode.Unauthorized, typeof(RegistryState.Ready))]
    [InlineData(HttpStatusCode.NotFound, typeof(RegistryState.Ready))]
    public async Task A_read_only_registry_answers_405(HttpStatusCode status, Type state)
    {
        var asked = new List<string>();
        Assert.IsType(state, await AskAsync(asked, _ => HttpAnswer.Sentence(status, "no")));
        Assert.Equal(["POST /v2/team/app/blobs/uploads/ Basic cm9ib3Q6c2VjcmV0"], asked);
    }

    [Fact]
    public async Task A_registry_nobody_answers_for_is_unreachable()
    {
        using var http = RegistryProbe.Client();
        var probe = new RegistryProbe(http, new RegistryAccess([], []));

        Assert.IsType<RegistryState.Unreachable>(await probe.AskAsync(new ImageName("127.0.0.1:1", RepositoryName.Parse("app")), CancellationToken.None));
        Assert.IsType<RegistryState.Ready>(await probe.AskAsync(new ImageName("registry.example.org", RepositoryName.Parse("app")), CancellationToken.None));
    }

    [Fact]
    public async Task A_registry_that_takes_nothing_is_asked_once_for_all_that_wait_for_it()
    {
        var clock = new FakeClock();
        var asked = new List<string>();
        RegistryState state = new RegistryState.ReadOnly();
        var registries = new AskedRegistries(
            (image, _) =>
            {
                asked.Add(image.Registry);
                return Task.FromResult(state);
            },
            TimeSpan.FromSeconds(15),
            clock);

        foreach (var registry in (string[])["a:1", "b:2", "A:1", "a:1"])
            Assert.IsType<RegistryState.ReadOnly>(await registries.AskAsync(new ImageName(registry, RepositoryName.Parse("app")), CancellationToken.None));
        Assert.Equal(["a:1", "b:2"], asked);

        // One that is ready may not be so at the next request.
        state = new RegistryState.Ready();
        clock.Advance(TimeSpan.FromSeconds(15));
        for (var request = 0; request < 2; request++)
            Assert.IsType<RegistryState.Ready>(await registries.AskAsync(new ImageName("a:1", RepositoryName.Parse("app")), CancellationToken.None));
        Assert.Equal(["a:1", "b:2", "a:1", "a:1"], asked);
    }

    private static async Task<RegistryState> AskAsync(List<string> asked, Func<HttpRequest, HttpAnswer> answer)
    {
        using var server = HttpServer.TryBind(
            new IPEndPoint(IPAddress.Loopback, 0),
            (request, _) =>
            {
                asked.Add($"{request.Method} {request.Path} {request.Header("Authorization")}");
                return Task.FromResult(answer(request));
            },
            TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
            out _,
            longestBody: 1024)!;
        await server.StartAsync(CancellationToken.None);
        using var http = RegistryProbe.Client();
        var access = new RegistryAccess([], []) { Login = new RegistryLogin($"{server.EndPoint}", "robot", "secret") };
        var state = await new RegistryProbe(http, access).AskAsync(new ImageName($"{server.EndPoint}", RepositoryName.Parse("team/app")), CancellationToken.None);
        await server.StopAsync(CancellationToken.None);
        return state;
    }
}
