namespace RegistryJanitor.Integration.Tests;

public sealed class UnreadableStoreTests(ITestOutputHelper output)
{
    private const string Nobody = "65534";

    [Fact]
    public async Task A_repository_that_cannot_be_read_keeps_everything_the_others_are_pruned_and_no_blob_is_collected()
    {
        await using var stage = await Stage.SetAsync(output);
        var locked = await stage.PushVersionsAsync("locked", 4);
        var open = await stage.PushVersionsAsync("open", 4);
        var manifests = Path.Join(stage.Store.Repository("locked"), "_manifests");
        var janitor = await AsNobodyAsync(stage);
        await LockAsync(manifests);
        var blobs = stage.Store.Blobs();

        var pass = stage.Told(await janitor.OnceAsync());
        await UnlockAsync(manifests);

        pass.Expect(1, manifests, "Run the janitor as the user that the registry runs as", "blobs are not collected");
        Assert.Equal(["v1", "v2", "v3", "v4"], stage.Store.Tags("locked"));
        Assert.Equal(["v3", "v4"], stage.Store.Tags("open"));
        Assert.Equal(blobs, stage.Store.Blobs());
        for (var i = 0; i < 4; i++)
            await stage.Client.PullsAsync(locked[i], "locked", $"v{i + 1}");

        stage.Told(await janitor.OnceAsync()).Expect(0);
        stage.Store.HoldsExactly([.. locked[2..], .. open[2..]]);
    }

    [Fact]
    public async Task A_blob_of_a_manifest_that_cannot_be_read_stops_the_collection()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 4);
        var janitor = await AsNobodyAsync(stage);
        var data = stage.Store.BlobData(versions[3].Digest);
        await LockAsync(data);
        var blobs = stage.Store.Blobs();

        var pass = stage.Told(await janitor.OnceAsync());
        await UnlockAsync(data);

        pass.Expect(1, data, "blobs are not collected");
        Assert.Equal(blobs, stage.Store.Blobs());
        await stage.Client.PullsAsync(versions[2], "app", "v3");
        await stage.Client.PullsAsync(versions[3], "app", "v4");
        stage.Told(await janitor.OnceAsync()).Expect(0);
        stage.Store.HoldsExactly(versions[2..]);
    }

    /// <summary>The janitor as somebody who owns the store and is not root, for root reads everything.</summary>
    private static async Task<JanitorRun> AsNobodyAsync(Stage stage)
    {
        if (!Tools.IsRoot)
            return stage.Janitor;
        (await StartedProgram.RunAsync(["chown", "-R", $"{Nobody}:{Nobody}", stage.Store.Root])).Expect(0);
        var (executable, registry, configuration) = (stage.Folder["janitor"], stage.Folder["registry"], stage.Folder["config.yml"]);
        File.Copy(Tools.Janitor, executable); // where nobody may go
        File.Copy(Tools.Registry, registry);
        File.Copy(Tools.RegistryConfiguration, configuration);
        return stage.Janitor.With("JANITOR_REGISTRY_BIN", registry).With("JANITOR_REGISTRY_CONFIG", configuration) with
        {
            Executable = executable,
            Through = ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"],
        };
    }

    private static Task LockAsync(string path) => GiveAsync(path, "root", "go=,u-rwx");

    private static Task UnlockAsync(string path) => GiveAsync(path, Nobody, "u+rwX,go+rX");

    private static async Task GiveAsync(string path, string owner, string mode)
    {
        (await StartedProgram.RunAsync(["chmod", mode, path])).Expect(0);
        if (Tools.IsRoot)
            (await StartedProgram.RunAsync(["chown", owner, path])).Expect(0);
    }
}
