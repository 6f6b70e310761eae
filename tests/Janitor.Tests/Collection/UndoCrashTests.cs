using RegistryJanitor.Collection;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>A restore is killed before each of its operations in turn, and each of them fails in turn.</summary>
[Collection(OneAtATime.Collection)]
public sealed class UndoCrashTests
{
    private const string App = StagedUndo.App;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_restore_that_is_killed_loses_no_tag_and_can_be_asked_for_again(bool force)
    {
        var at = 0;
        for (var killed = true; killed;)
        {
            at++;
            using var staged = await StageAsync(force);
            var before = staged.EverythingThatCanBeHad.ToArray();
            try
            {
                staged.Restore("v1", force, new CrashingMutator(new PosixMutator(), at));
                killed = false;
            }
            catch (CrashingMutator.Crash)
            {
                Assert.True(staged.Store.CanPull(App, "v2"));
            }

            Recovery.Run(staged.Store.Layout, new PosixMutator(), keepTags: true, default);
            AssertNothingLost($"killed before operation {at}", before, staged);
            await staged.RunAsync();
            AssertNothingLost($"killed before operation {at} and the next pass", before, staged);
            if (killed)
                staged.Restore("v1", force: true);
            Assert.True(staged.Store.CanPull(App, "v1"));
        }

        Assert.InRange(at, force ? 4 : 3, 100);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(false, 5)]
    [InlineData(false, 13)]
    [InlineData(false, 28)]
    [InlineData(true, 2)]
    [InlineData(true, 5)]
    [InlineData(true, 13)]
    [InlineData(true, 28)]
    public async Task Whatever_fails_in_a_restore_no_tag_is_lost(bool force, int errno)
    {
        for (var at = 1; ; at++)
        {
            using var staged = await StageAsync(force);
            var before = staged.EverythingThatCanBeHad.ToArray();
            var present = File.Exists(staged.Store.TagLink(App, "v1"));
            var failing = new FailingMutator(new PosixMutator(), operation => operation.Number == at, new Errno(errno));

            var outcome = staged.Restore("v1", force, failing);

            if (failing.Operations.Count < at)
                return;
            var situation = $"errno {errno} at {failing.Operations[at - 1]}: {outcome}";
            Assert.Equal((situation, present || outcome is RestoreOutcome.Restored), (situation, staged.Store.CanPull(App, "v1")));
            Recovery.Run(staged.Store.Layout, new PosixMutator(), keepTags: true, default);
            AssertNothingLost(situation, before, staged);
            await staged.RunAsync();
            AssertNothingLost($"{situation}, and the next pass", before, staged);
            Assert.Empty(Directory.GetFileSystemEntries(staged.Store.Layout.Trash));
        }
    }

    /// <summary>v1 was evicted; with force, another v1 was pushed since.</summary>
    private static async Task<StagedUndo> StageAsync(bool force)
    {
        var staged = new StagedUndo();
        staged.MultiPlatform("v1", TempStore.Minute(1));
        staged.Store.Image(App, "v2", TempStore.Minute(2));
        await staged.RunAsync();
        staged.Pass.Settings = staged.Pass.Settings with { Retention = Keep.Last(5) };
        if (force)
            staged.Store.Image(App, "v1", staged.Pass.Clock.GetUtcNow(), content: "pushed since");
        return staged;
    }

    private static void AssertNothingLost(string situation, string[] before, StagedUndo staged)
    {
        var after = staged.EverythingThatCanBeHad.ToArray();
        Assert.True(before.AsSpan().SequenceEqual(after), $"{situation}:\n{string.Join('\n', before)}\nis now\n{string.Join('\n', after)}");
        foreach (var tag in after)
            Assert.Equal((situation, null), (situation, staged.WhyNot(Digest.Parse(tag.AsSpan(tag.IndexOf('@', StringComparison.Ordinal) + 1).ToString()))));
    }
}
