namespace RegistryJanitor.Integration.Tests;

[Collection(nameof(Alone))]
public sealed class HostModeTests(ITestOutputHelper output)
{
    [Fact]
    public async Task In_host_mode_make_up_gc_and_down_run_the_main_job()
    {
        using var folder = new Folder();
        var store = new StoreTree(folder["data/registry"]);
        await using (var stack = new MakeStack(output, ImmutableDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ENGINE"] = "host",
            ["HOST_DIR"] = folder["data"],
            ["JANITOR_REGISTRY_BIN"] = Tools.Registry,
        })))
        {
            (await stack.MakeAsync("up")).Expect(0);
            (await stack.MakeAsync("ps")).Expect(0, "registry runs", "janitor runs");

            await stack.PrunesAsync(folder);

            Assert.Equal(["v3", "v4"], store.Tags("team/app"));
            (await stack.MakeAsync("up")).Expect(0, "already runs");
            (await stack.MakeAsync("down")).Expect(0, "registry stopped", "janitor stopped");
            (await stack.MakeAsync("ps")).Expect(0, "registry is down", "janitor is down");
        }

        Assert.Equal(["v3", "v4"], store.Tags("team/app"));
    }
}
