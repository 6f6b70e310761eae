using System.Diagnostics;

namespace RegistryJanitor.Integration.Tests;

/// <summary>The registry's own collector is held in the middle of its mark, where it has seen repository <c>aa</c> and begins with <c>zz</c>.</summary>
public sealed class InTheMiddleOfACollectionTests(ITestOutputHelper output)
{
    [Fact]
    public async Task An_image_that_was_pushed_in_the_middle_of_the_mark_can_be_pulled_after_the_pass()
    {
        await using var stage = await Stage.SetAsync(output);
        var old = await stage.PushVersionsAsync("aa", 4);
        var held = await stage.PushVersionsAsync("zz", 1);
        var pushed = Sample.BuildKit("pushed in the middle", Sample.LayerOf("a new layer"));

        await InTheMiddleAsync(stage, stage.Store.RevisionLink("zz", held[0].Digest), async () =>
        {
            await stage.Client.PushAsync(pushed, "aa", "v5");
            await stage.Client.PullsAsync(pushed, "aa", "v5");
        });

        await stage.Client.PullsAsync(pushed, "aa", "v5");
        await stage.Client.PullsAsync(old[3], "aa", "v4");
        await stage.Client.PullsAsync(held[0], "zz", "v1");
    }

    [Fact]
    public async Task An_image_that_came_back_in_the_middle_of_the_mark_can_be_pulled_after_the_pass()
    {
        await using var stage = await Stage.SetAsync(output);
        var old = await stage.PushVersionsAsync("aa", 4);
        var held = await stage.PushVersionsAsync("zz", 1);

        await InTheMiddleAsync(stage, stage.Store.RevisionLink("zz", held[0].Digest), () => stage.Client.PushAsync(old[0], "aa", "v1"));

        await stage.Client.PullsAsync(old[0], "aa", "v1");
        await stage.Client.PullsAsync(old[3], "aa", "v4");
    }

    [Fact]
    public async Task A_deletion_by_API_in_the_middle_of_the_mark_costs_no_other_image_of_its_repository()
    {
        await using var stage = await Stage.SetAsync(output);
        await stage.PushVersionsAsync("aa", 4);
        await stage.Client.PushAsync(Sample.Image("v1 once more"), "aa", "v1"); // the old one is what the collector is asked about
        var images = Enumerable.Range(1, 6).Select(number => Sample.Image($"zz {number}")).OrderBy(image => image.Digest).ToArray();
        foreach (var image in images)
            await stage.Client.PushAsync(image, "zz", $"of-{image.Digest.Hex[..12]}");

        // The mark walks revisions by name; it is held at the first and then finds the second gone.
        await InTheMiddleAsync(
            stage, stage.Store.RevisionLink("zz", images[0].Digest), () => stage.Client.DeleteAsync("zz", images[1].Digest), keep: "10");

        foreach (var image in images.Where((_, i) => i != 1))
            await stage.Client.PullsAsync(image, "zz", $"of-{image.Digest.Hex[..12]}");
    }

    private static async Task InTheMiddleAsync(Stage stage, string link, Func<Task> act, string keep = "2")
    {
        var (begins, go) = (stage.Folder["collector-begins"], stage.Folder["collector-may-go"]);
        var waiting = stage.Folder.Script(
            "waiting-registry", $"touch {begins}\nwhile [ ! -e {go} ]; do sleep 0.01; done\nexec {Tools.Registry} \"$@\"");
        await using var pass = stage.Janitor.WithCollector().With("KEEP_LAST_N", keep).With("GC_SETTLE_SECS", "1").With("JANITOR_REGISTRY_BIN", waiting).With("RUN_ONCE", "true").Start();
        var began = Stopwatch.GetTimestamp();
        while (!File.Exists(begins))
        {
            Assert.True(!pass.HasExited && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(20), $"no collector began:\n{pass.Output}");
            await Task.Delay(5);
        }

        using (var gate = new OpenGate(link))
        {
            await File.WriteAllTextAsync(go, "");
            await gate.SomebodyWaitsAsync(pass);
            await act();
            gate.Open();
        }

        stage.Told(await pass.ExitAsync());
    }
}
