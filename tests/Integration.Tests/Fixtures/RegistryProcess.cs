using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit.Sdk;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>A real registry 2.8.3 on 127.0.0.1, with the configuration that the image ships.</summary>
internal sealed class RegistryProcess : IAsyncDisposable
{
    private const int PortsToTry = 5;
    private const int LogLines = 40;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly StartedProgram _program;

    private RegistryProcess(StartedProgram program, int port)
    {
        _program = program;
        Port = port;
        Client = new RegistryClient($"127.0.0.1:{port}");
    }

    public int Port { get; }

    public RegistryClient Client { get; }

    /// <summary>The end of what it has logged, without the 404 that every push begins with.</summary>
    public string Log => string.Join('\n', _program.Output.Split('\n')
        .Where(line => !line.Contains("http.response.status=404", StringComparison.Ordinal)).TakeLast(LogLines));

    /// <summary>What it was asked for, as method and address: <c>HEAD /v2/app/manifests/1</c>.</summary>
    public IReadOnlyList<string> Requests =>
    [
        .. _program.Output.Split('\n').Select(line => line.Split('"')).Where(parts => parts.Length > 2 && parts[1].EndsWith(" HTTP/1.1", StringComparison.Ordinal)).Select(parts => parts[1][..^" HTTP/1.1".Length]),
    ];

    /// <summary>Starts one and waits until it answers.</summary>
    /// <param name="rootDirectory">Its storage.</param>
    /// <param name="configuration">A file; null: the one that the image ships.</param>
    /// <param name="at">The port of one that was here before; null: any that is free.</param>
    /// <param name="tellsRequests">Whether it keeps <see cref="Requests"/>.</param>
    public static async Task<RegistryProcess> StartAsync(string rootDirectory, string? configuration = null, int? at = null, bool tellsRequests = false)
    {
        (await StartedProgram.RunAsync([Tools.Registry, "--version"])).Expect(0, " 2.8.3");
        for (var attempt = 1; ; attempt++)
        {
            var port = at ?? FreePort();
            var program = StartedProgram.Start(
                [Tools.Registry, "serve", configuration ?? Tools.RegistryConfiguration],
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["REGISTRY_HTTP_ADDR"] = $"127.0.0.1:{port}",
                    ["REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY"] = rootDirectory,
                    ["REGISTRY_LOG_ACCESSLOG_DISABLED"] = tellsRequests ? "false" : "true",
                    ["REGISTRY_LOG_LEVEL"] = "warn",
                    ["OTEL_TRACES_EXPORTER"] = "none",
                });
            var registry = new RegistryProcess(program, port);
            if (await registry.AnswersAsync())
                return registry;
            var log = registry.Log;
            await registry.DisposeAsync();
            if (attempt == PortsToTry || !log.Contains("address already in use", StringComparison.Ordinal))
                throw new XunitException($"the registry does not answer on port {port}; its log:\n{log}");
        }
    }

    /// <summary>A port that nobody listens on now. Whoever takes it must be ready to find it taken.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _program.DisposeAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (!_program.HasExited && Stopwatch.GetElapsedTime(began) < s_patience)
        {
            if (await Client.AnswersAsync())
                return true;
            await Task.Delay(20);
        }

        return false;
    }
}
