namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>Registry and janitor as people start them: by <c>make up</c>, in one of its two ways, apart from theirs.</summary>
internal sealed class MakeStack(ITestOutputHelper output, ImmutableDictionary<string, string> variables) : IAsyncDisposable
{
    public int Port { get; } = RegistryProcess.FreePort();

    /// <summary>Runs a target; what is given here comes beside the stack's own variables.</summary>
    public async Task<ProgramExit> MakeAsync(string target, params string[] more)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in (string[])["HOME", "DOCKER_HOST", "DOCKER_CONFIG", "DOTNET_ROOT", "NUGET_PACKAGES"])
        {
            if (Tools.Optional(name) is { } value)
                environment[name] = value;
        }

        var own = variables.Select(variable => $"{variable.Key}={variable.Value}");
        var exit = await StartedProgram.RunAsync(["make", target, .. own, $"REGISTRY_PORT={Port}", .. more], environment, Tools.Project);
        output.WriteLine(exit.ToString());
        return exit;
    }

    /// <summary>The main job: four versions, a pass that keeps two, and the clients see two.</summary>
    public async Task PrunesAsync(Folder folder, params string[] more)
    {
        using var client = new RegistryClient($"127.0.0.1:{Port}");
        var skopeo = new Skopeo(client, folder);
        var shared = Sample.LayerOf("a layer that all versions have");
        SampleImage[] versions = [Sample.Image("v1", shared), Sample.BuildKit("v2", shared), Sample.Image("v3", shared), Sample.BuildKit("v4", shared)];
        for (var i = 0; i < versions.Length; i++)
            await skopeo.PushAsync(versions[i], "team/app", $"v{i + 1}");

        (await MakeAsync("plan", ["KEEP_LAST_N=2", "GC_GRACE_SECS=0", .. more])).Expect(0, "2 would be evicted");
        (await MakeAsync("gc", ["KEEP_LAST_N=2", "GC_GRACE_SECS=0", "GC_SETTLE_SECS=0", .. more])).Expect(0, "evicted 2 tags");

        await skopeo.IsGoneAsync("team/app", "v1");
        await skopeo.IsGoneAsync("team/app", "v2");
        await skopeo.PullsAsync("team/app", "v3");
        await skopeo.PullsAsync("team/app", "v4");
        await client.PullsAsync(versions[2], "team/app", "v3");
        await client.PullsAsync(versions[3], "team/app", "v4");
    }

    public async ValueTask DisposeAsync() => await MakeAsync("down");
}
