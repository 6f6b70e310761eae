using RegistryJanitor.Collection;
using RegistryJanitor.Reporting;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Reporting;

/// <summary>What people read of evicted tags, and of a plan that has everything.</summary>
[Collection(OneAtATime.Collection)]
public sealed class UndoTextTests
{
    [Fact]
    public async Task The_tags_that_can_come_back_read_like_this()
    {
        using var staged = new StagedUndo();
        staged.Store.Image(StagedUndo.App, "v1", TempStore.Minute(1));
        staged.Store.Image("team/app-with-a-long-name", "v1", TempStore.Minute(1));
        staged.Store.Image("team/app-with-a-long-name", "v2", TempStore.Minute(2));
        staged.Store.Image(StagedUndo.App, "v2", TempStore.Minute(2));
        await staged.RunAsync();
        staged.Store.Image(StagedUndo.App, "v3", TempStore.Minute(3));
        await staged.RunAsync(TimeSpan.FromHours(3));

        Golden.Matches("trash.txt", Text(staged.Waiting, staged.Pass.Settings.Undo));
    }

    [Fact]
    public void No_tag_is_one_line_and_says_when_none_ever_can()
    {
        Assert.Equal("No evicted tag can come back.\n", Text([], TimeSpan.FromDays(1)));
        Assert.Equal("No evicted tag can come back: UNDO_SECS is 0.\n", Text([], TimeSpan.Zero));
    }

    [Fact]
    public async Task A_plan_with_every_kind_of_step_reads_like_this()
    {
        using var store = new TempStore();
        using var pass = EverythingScene.Stage(store);
        await using var output = new StringWriter { NewLine = "\n" };

        PlanText.Write(await pass.PreviewAsync(), output);

        Golden.Matches("plan-everything.txt", output.ToString().Replace(store.Root, "ROOT", StringComparison.Ordinal));
    }

    private static string Text(IReadOnlyCollection<EvictedTag> tags, TimeSpan undo)
    {
        using var output = new StringWriter { NewLine = "\n" };
        TrashText.Write(tags, undo, output);
        return output.ToString();
    }
}
