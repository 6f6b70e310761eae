using System.Globalization;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.Integration.Tests.Mirrors;

/// <summary>A cycle in which nothing has changed, which is nearly every cycle.</summary>
public sealed class ManyMirrorsTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Count = 200;
    private readonly MirrorStage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Two_hundred_unchanged_mirrors_cost_a_request_each_and_less_than_64_MiB()
    {
        for (var number = 0; number < Count; number++)
            _stage.Upstream($"app-{number}");
        (await _stage.OnceAsync()).Expect(0);
        _stage.Server.Requests.Clear();
        // Its tenth is what the turns are spread over.
        _stage.Settings["MIRROR_INTERVAL_SECS"] = "20";
        var port = RegistryProcess.FreePort();
        _stage.Settings["MIRROR_HTTP_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        _stage.Settings["MIRROR_WEBHOOK_SECRET"] = MirrorClient.Secret;

        await using var daemon = await _stage.DaemonAsync();
        using var client = new MirrorClient(port);
        await client.SaysAsync("metrics", $"git_mirror_ok{{mirror=\"{_stage.Folder["mirrors.yaml"]}\"}} {Count}");
        var peak = (await File.ReadAllLinesAsync($"/proc/{daemon.Id}/status")).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));

        output.WriteLine(peak);
        Assert.Equal(Count, _stage.Server.Requests.Count(request => request.Contains("info/refs", StringComparison.Ordinal)));
        Assert.Equal(Count, _stage.Server.Requests.Count);
        Assert.InRange(int.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture), 1, 64 * 1024);
    }
}
