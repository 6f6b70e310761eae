namespace RegistryJanitor.Integration.Tests;

/// <summary>Network file systems differ from the one the tests run on; what they do is staged with a file system of our own.</summary>
public sealed class OddDiskTests(ITestOutputHelper output)
{
    [ToolFact("TEST_ODD_DISK")]
    public async Task A_store_on_a_file_system_with_all_the_habits_of_CIFS_is_pruned_and_stays_whole()
    {
        await using var stage = await Stage.SetAsync(output);
        await using var disk = await OddDisk.MountAsync(stage, "no-flock", "coarse-times", "ignore-case", "in-the-way", "busy", "no-dirsync", "untyped");
        await using var registry = await RegistryProcess.StartAsync(disk.Store.Root);
        var shared = Sample.LayerOf("a layer that all versions have");
        SampleImage[] versions = [Sample.Image("v1", shared), Sample.BuildKit("v2", shared), Sample.Image("v3", shared), Sample.BuildKit("v4", shared)];
        for (var i = 0; i < versions.Length; i++)
            await registry.Client.PushAsync(versions[i], "team/app", $"v{i + 1}");
        MakeOld(disk.Store, "team/app", "v1", "v2", "v3", "v4");

        stage.Told(await disk.Janitor.OnceAsync()).Expect(0, "evicted 2 tags", $"this file system has no flock: the lease is {disk.Lease}");

        Assert.Equal(["v3", "v4"], disk.Store.Tags("team/app"));
        disk.Store.HoldsExactly(versions[2..]);
        await registry.Client.IsGoneAsync("team/app", "v1");
        await registry.Client.PullsAsync(versions[2], "team/app", "v3");
        await registry.Client.PullsAsync(versions[3], "team/app", "v4");
        Assert.Empty(disk.Trash);
        Assert.False(File.Exists(disk.Lease));
        stage.Told(await disk.Janitor.OnceAsync()).Expect(0, "evicted 0 tags");
    }

    [ToolFact("TEST_ODD_DISK")]
    public async Task Without_flock_a_second_janitor_waits_until_the_first_is_done()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 4);
        await using var disk = await OddDisk.MountAsync(stage, "no-flock");
        var settling = disk.Janitor.With("GC_SETTLE_SECS", "3").With("RUN_ONCE", "true");

        await using var first = settling.Start();
        await first.SaysAsync("evicted app:v1");
        await using var second = settling.Start();
        await second.SaysAsync($"another janitor works on this store (process {first.Id}");
        Assert.False(first.HasExited);

        stage.Told(await first.ExitAsync()).Expect(0, "evicted 2 tags");
        stage.Told(await second.ExitAsync()).Expect(0, "evicted 0 tags");
        disk.Store.HoldsExactly(versions[2..]);
        Assert.False(File.Exists(disk.Lease));
    }

    [ToolFact("TEST_ODD_DISK")]
    public async Task Without_flock_a_killed_janitor_is_followed_after_a_minute_and_what_it_had_moved_comes_back()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 3);
        await using var disk = await OddDisk.MountAsync(stage, "no-flock", "denied", "no-dirsync", "untyped");
        await using var killed = disk.Janitor.With("GC_SETTLE_SECS", "60").With("RUN_ONCE", "true").Start();
        await killed.SaysAsync("evicted app:v1");
        killed.Signal(StartedProgram.SigKill);
        await killed.ExitAsync();
        Assert.True(File.Exists(disk.Lease));

        // The registry makes the directory again that lies in the trash: putting it back is a merge.
        var again = Sample.Image("v1 again");
        await stage.Client.PushAsync(again, "app", "v1");
        var next = stage.Told(await disk.Janitor.OnceAsync());

        next.Expect(0, $"another janitor works on this store (process {killed.Id}", "what it had moved is back", "evicted app:v2");
        Assert.InRange(next.Took, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120));
        await stage.Client.PullsAsync(again, "app", "v1");
        await stage.Client.PullsAsync(versions[2], "app", "v3");
        disk.Store.HoldsExactly(again, versions[2]);
        Assert.False(File.Exists(disk.Lease));
    }

    [ToolFact("TEST_ODD_DISK")]
    public async Task Where_times_are_coarse_a_tag_stays_for_as_long_as_a_push_could_look_like_the_one_before()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 3);
        await using var disk = await OddDisk.MountAsync(stage, "coarse-times");
        var later = File.GetLastWriteTimeUtc(stage.Store.TagLink("app", "v3")).AddMinutes(1); // no matter how slow this machine is
        for (var i = 0; i < versions.Length; i++)
            File.SetLastWriteTimeUtc(stage.Store.TagLink("app", $"v{i + 1}"), later.AddSeconds(i * 10));

        stage.Told(await disk.Janitor.OnceAsync()).Expect(0, "app:v1 stays: it was pushed again since it was planned, or just before", "evicted 0 tags");
        for (var i = 0; i < versions.Length; i++)
            await stage.Client.PullsAsync(versions[i], "app", $"v{i + 1}");

        MakeOld(stage.Store, "app", "v1", "v2", "v3");
        stage.Told(await disk.Janitor.OnceAsync()).Expect(0, "evicted 1 tags");
        disk.Store.HoldsExactly(versions[1..]);
    }

    [ToolFact("TEST_ODD_DISK")]
    public async Task Where_case_says_nothing_two_spellings_are_one_tag_and_its_last_push_is_kept()
    {
        await using var stage = await Stage.SetAsync(output);
        await using var disk = await OddDisk.MountAsync(stage, "ignore-case");
        await using var registry = await RegistryProcess.StartAsync(disk.Store.Root);
        SampleImage[] pushes = [Sample.Image("first"), Sample.Image("second"), Sample.Image("third")];
        await registry.Client.PushAsync(pushes[0], "app", "v1");
        await registry.Client.PushAsync(pushes[1], "app", "v2");
        await registry.Client.PushAsync(pushes[2], "app", "V1");

        stage.Told(await disk.Janitor.With("KEEP_LAST_N", "1").OnceAsync()).Expect(0, "evicted app:v2", "evicted 1 tags");

        Assert.Equal(["v1"], disk.Store.Tags("app"));
        await registry.Client.PullsAsync(pushes[2], "app", "v1");
        await registry.Client.PullsAsync(pushes[2], "app", "V1");
        disk.Store.HoldsExactly(pushes[2]);
    }

    [ToolFact("TEST_ODD_DISK")]
    public async Task What_somebody_has_open_and_cannot_be_deleted_is_told_and_the_next_pass_finishes()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 4);
        await using var disk = await OddDisk.MountAsync(stage, "busy");
        await using var pass = disk.Janitor.With("GC_SETTLE_SECS", "3").With("RUN_ONCE", "true").Start();
        await pass.SaysAsync("evicted app:v1");

        await using (OddDisk.Hold(disk.Trash.Single(path => path.EndsWith("/tags/v1/current/link", StringComparison.Ordinal))))
        {
            stage.Told(await pass.ExitAsync()).Expect(1, "/tags/v1/current/link: it cannot be deleted: Device or resource busy", "1 places in the store could not be read or changed");
            Assert.Single(disk.Trash);
        }

        disk.Store.HoldsExactly(versions[2..]);
        stage.Told(await disk.Janitor.OnceAsync()).Expect(0);
        Assert.Empty(disk.Trash);
        await stage.Client.IsGoneAsync("app", "v1");
    }

    [ToolFact("TEST_ODD_DISK")]
    public async Task What_leaves_another_name_behind_until_it_is_closed_is_no_failure_and_a_later_pass_finishes()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 3);
        await using var disk = await OddDisk.MountAsync(stage, "silly-rename");
        await using var pass = disk.Janitor.With("GC_SETTLE_SECS", "3").With("RUN_ONCE", "true").Start();
        await pass.SaysAsync("evicted app:v1");

        await using (OddDisk.Hold(disk.Trash.Single(path => path.EndsWith("/tags/v1/current/link", StringComparison.Ordinal))))
        {
            stage.Told(await pass.ExitAsync()).Expect(0, "evicted 1 tags");
            Assert.Contains("/.fuse_hidden", Assert.Single(disk.Trash), StringComparison.Ordinal);
            stage.Told(await disk.Janitor.OnceAsync()).Expect(0);
        }

        stage.Told(await disk.Janitor.OnceAsync()).Expect(0);
        Assert.Empty(disk.Trash);
        disk.Store.HoldsExactly(versions[1..]);
    }

    [ToolFact("TEST_ODD_DISK")]
    public async Task A_blob_that_is_just_being_pulled_and_cannot_be_moved_stops_nothing_else()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 4);
        await using var disk = await OddDisk.MountAsync(stage, "busy");
        var pulled = versions[0].Blobs[^1].Digest;

        await using (OddDisk.Hold(disk.Store.BlobData(pulled)))
            stage.Told(await disk.Janitor.OnceAsync()).Expect(1, $"{pulled.Hex}: Permission denied", "evicted 2 tags");

        Assert.Equal(["v3", "v4"], disk.Store.Tags("app"));
        var needed = versions[2..].SelectMany(image => image.Needs).Select(digest => digest.Hex);
        Assert.Equal(pulled.Hex, Assert.Single(disk.Store.Blobs().Except(needed, StringComparer.Ordinal)));
        stage.Told(await disk.Janitor.OnceAsync()).Expect(0);
        disk.Store.HoldsExactly(versions[2..]);
        await stage.Client.PullsAsync(versions[3], "app", "v4");
    }

    /// <summary>Makes everything an hour older, and the tags' pushes a minute apart, in this order.</summary>
    private static void MakeOld(StoreTree store, string repository, params string[] tags)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Join(store.Root, "docker"), "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddHours(-1));
        var first = File.GetLastWriteTimeUtc(store.TagLink(repository, tags[0]));
        for (var i = 1; i < tags.Length; i++)
            File.SetLastWriteTimeUtc(store.TagLink(repository, tags[i]), first.AddMinutes(i));
    }
}
