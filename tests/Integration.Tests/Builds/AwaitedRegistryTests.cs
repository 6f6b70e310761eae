using System.Globalization;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Results;

namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>A registry that is being collected (read-only: 405), or that restarts: requests wait for it.</summary>
public sealed class AwaitedRegistryTests : IAsyncLifetime
{
    private QueueStage _stage = null!;

    public async Task InitializeAsync()
    {
        _stage = await QueueStage.SetAsync();
        _stage.Settings["BUILD_PAUSE_SECS"] = "1";
        await File.WriteAllTextAsync(_stage.Folder["read-only.yml"], """
            version: 0.1
            storage:
              filesystem:
                rootdirectory: /overridden
              maintenance:
                readonly:
                  enabled: true
            http:
              addr: 127.0.0.1:0
            """);
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [RootFact]
    public async Task A_request_waits_while_its_registry_is_read_only_and_is_built_when_it_is_not_any_more()
    {
        await RestartAsync(_stage.Folder["read-only.yml"]);
        await WaitsAndSucceedsAsync("is read-only at the moment", () => RestartAsync());
    }

    [RootFact]
    public async Task A_request_waits_while_its_registry_is_away_and_is_built_when_it_is_back()
    {
        await _stage.Registry.DisposeAsync();
        await WaitsAndSucceedsAsync("does not answer", () => RestartAsync());
    }

    [RootFact]
    public async Task A_request_waits_again_when_its_registry_becomes_read_only_while_it_is_built()
    {
        _stage.Ask("one", $"FROM scratch\nCOPY . /\nRUN until {_stage.Folder["go"]}\n", ["first", "second"]);
        await using var runner = _stage.Runner();
        while (!File.Exists(_stage.Layout.Log(new BuildId("one"))) || !_stage.Log("one").Contains("waiting", StringComparison.Ordinal))
            await Task.Delay(20);
        await RestartAsync(_stage.Folder["read-only.yml"]);
        await File.WriteAllTextAsync(_stage.Folder["go"], "");

        await runner.SaysAsync("is read-only at the moment", TimeSpan.FromMinutes(1));
        Assert.Null(_stage.TryResult("one"));
        await RestartAsync();

        Succeeded(await _stage.EndsAsync("one", runner));
    }

    private async Task WaitsAndSucceedsAsync(string why, Func<Task> mend)
    {
        var port = RegistryProcess.FreePort();
        _stage.Ask("one", "FROM scratch\nCOPY . /\n", ["first", "second"]);
        await using var runner = _stage.Runner("one", ("BUILD_HTTP_PORT", port.ToString(CultureInfo.InvariantCulture)));
        await runner.SaysAsync(why);
        using var client = new MirrorClient(port);
        await client.SaysAsync("metrics", "build_runner_requests 1");
        // An engine that was started would have said something.
        Assert.False(File.Exists(_stage.Layout.Log(new BuildId("one"))));
        Assert.Matches("(?m)^one +waits ", (await _stage.StatusAsync()).Expect(0).StandardOutput);

        await mend();

        Succeeded(await _stage.EndsAsync("one", runner));
        await client.SaysAsync("metrics", "build_runner_builds_total{status=\"succeeded\"} 1");
    }

    private static void Succeeded(BuildResult result)
    {
        Assert.Equal((BuildStatus.Succeeded, 1), (result.Status, result.Attempt));
        Assert.Equal([true, true], result.Pushed.Select(tag => tag.Verified));
    }

    private async Task RestartAsync(string? configuration = null)
    {
        var port = _stage.Registry.Port;
        await _stage.Registry.DisposeAsync();
        _stage.Registry = await RegistryProcess.StartAsync(_stage.Folder["store"], configuration, port);
    }
}
