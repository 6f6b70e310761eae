namespace RegistryJanitor.Integration.Tests;

public sealed class FailedPassTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_missing_registry_binary_fails_the_pass_and_names_the_setting()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 4);

        var pass = stage.Told(await stage.Janitor.WithCollector().With("JANITOR_REGISTRY_BIN", "/nowhere/registry").OnceAsync());

        pass.Expect(1, "/nowhere/registry", "Set JANITOR_REGISTRY_BIN");
        await NothingIsLostAsync(stage, versions);
    }

    [Fact]
    public async Task A_collector_that_fails_fails_the_pass_with_its_last_words_and_the_next_pass_collects()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 4);
        var failing = stage.Folder.Script("failing-registry", "echo the disk is on fire >&2\nexit 5");

        var pass = stage.Told(await stage.Janitor.WithCollector().With("JANITOR_REGISTRY_BIN", failing).OnceAsync());

        pass.Expect(1, "ended with exit code 5", "the disk is on fire");
        await NothingIsLostAsync(stage, versions);
        await stage.PassAsync();
        stage.Store.HoldsExactly(versions[2..]);
    }

    [Fact]
    public async Task An_empty_revision_link_keeps_its_manifest_and_what_that_names_and_nothing_else()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 4);
        var others = await stage.PushVersionsAsync("other", 4);
        var link = stage.Store.RevisionLink("app", versions[0].Digest);
        await File.WriteAllTextAsync(link, "");

        var pass = stage.Told(await stage.Janitor.OnceAsync());

        pass.Expect(1, link);
        stage.Store.HoldsExactly([versions[0], .. versions[2..], .. others[2..]]);
        await NothingIsLostAsync(stage, versions);
        await NothingIsLostAsync(stage, others, "other");

        await stage.Client.PushAsync(versions[0], "app", "v1");
        await stage.PassAsync();
        stage.Store.HoldsExactly(versions[0], versions[3], others[2], others[3]);
    }

    [Fact]
    public async Task An_empty_revision_link_stops_the_registry_s_collector_and_so_the_collection_and_nothing_else()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 4);
        var others = await stage.PushVersionsAsync("other", 4);
        var link = stage.Store.RevisionLink("app", versions[0].Digest);
        await File.WriteAllTextAsync(link, "");
        var blobs = stage.Store.Blobs();

        var pass = stage.Told(await stage.Janitor.WithCollector().OnceAsync());

        pass.Expect(1, link);
        Assert.Equal(["v3", "v4"], stage.Store.Tags("other"));
        Assert.Equal(blobs, stage.Store.Blobs());
        await NothingIsLostAsync(stage, versions);
        await NothingIsLostAsync(stage, others, "other");

        await stage.Client.PushAsync(versions[0], "app", "v1");
        await stage.PassAsync();
        stage.Store.HoldsExactly(versions[0], versions[3], others[2], others[3]);
    }

    [Fact]
    public async Task A_stray_file_among_the_repositories_never_costs_an_image()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("team/app", 4);
        var stray = Path.Join(stage.Store.Repository("team"), "notes.txt");
        await File.WriteAllTextAsync(stray, "who put this here?");

        stage.Told(await stage.Janitor.OnceAsync()).Expect(0, stray);

        await NothingIsLostAsync(stage, versions, "team/app");
        Assert.True(File.Exists(stray));
        stage.Store.HoldsExactly(versions[2..]);
    }

    [Fact]
    public async Task Root_directories_that_differ_refuse_the_collection_and_both_are_named()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 4);
        var elsewhere = Directory.CreateDirectory(stage.Folder["elsewhere"]).FullName;

        var pass = stage.Told(await stage.Janitor.With("REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY", elsewhere).OnceAsync());

        pass.Expect(1, elsewhere, stage.Store.Root, "Set JANITOR_DATA_DIR");
        await NothingIsLostAsync(stage, versions);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
    }

    [Fact]
    public async Task A_blob_descriptor_cache_refuses_the_collection_and_the_cure_is_named()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 4);
        var blobs = stage.Store.Blobs();
        var configuration = stage.Folder["cached.yml"];
        await File.WriteAllTextAsync(
            configuration,
            (await File.ReadAllTextAsync(Tools.RegistryConfiguration)).Replace("storage:\n", "storage:\n  cache:\n    blobdescriptor: inmemory\n", StringComparison.Ordinal));

        var pass = stage.Told(await stage.Janitor.With("JANITOR_REGISTRY_CONFIG", configuration).OnceAsync());

        pass.Expect(1, "inmemory", "REGISTRY_STORAGE_CACHE_BLOBDESCRIPTOR=disabled");
        Assert.Equal(blobs, stage.Store.Blobs());
        await NothingIsLostAsync(stage, versions);

        stage.Told(await stage.Janitor.With("JANITOR_REGISTRY_CONFIG", configuration).With("REGISTRY_STORAGE_CACHE_BLOBDESCRIPTOR", "disabled").OnceAsync()).Expect(0);
        stage.Store.HoldsExactly(versions[2..]);
    }

    [Fact]
    public async Task A_store_that_is_not_there_fails_the_pass_and_is_not_made()
    {
        using var folder = new Folder();

        var pass = await JanitorRun.On(folder["nowhere"], folder).OnceAsync();

        output.WriteLine(pass.ToString());
        pass.Expect(1, folder["nowhere"], "JANITOR_DATA_DIR");
        Assert.False(Directory.Exists(folder["nowhere"]));
    }

    [Fact]
    public async Task Bad_settings_are_all_told_at_once_and_nothing_is_begun()
    {
        using var folder = new Folder();

        var pass = await JanitorRun.On(folder.Root, folder).With("KEEP_LAST_N", "0").With("GC_GRACE_SEC", "5").With("DRY_RUN", "maybe").OnceAsync();

        output.WriteLine(pass.ToString());
        pass.Expect(2, "KEEP_LAST_N=0", "GC_GRACE_SECS", "DRY_RUN");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Root));
    }

    private static async Task NothingIsLostAsync(Stage stage, SampleImage[] versions, string repository = "app")
    {
        for (var i = versions.Length - 2; i < versions.Length; i++)
            await stage.Client.PullsAsync(versions[i], repository, $"v{i + 1}");
    }
}
