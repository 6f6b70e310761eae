using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>A pass that has every kind of step is killed before each of its operations in turn, and each of them fails in turn.</summary>
[Collection(OneAtATime.Collection)]
public sealed class EverythingCrashTests
{
    [Fact]
    public async Task The_scene_has_every_kind_of_step()
    {
        using var store = new TempStore();
        using var pass = EverythingScene.Stage(store);

        var steps = (await pass.PreviewAsync()).Steps.ToList();

        Assert.Equal(
            typeof(CollectionStep).GetNestedTypes().Select(type => type.Name).Order(StringComparer.Ordinal),
            steps.Select(step => step.GetType().Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal([false, true], steps.OfType<CollectionStep.RemoveLitter>().Select(step => step.Litter.IsFile).Distinct().Order());
    }

    [Fact]
    public async Task Killed_at_any_operation_nothing_kept_is_harmed_and_later_passes_end_in_the_same_tree()
    {
        var (tree, had) = await UndisturbedAsync();
        var at = 0;
        for (var killed = true; killed;)
        {
            using var store = new TempStore();
            using var pass = EverythingScene.Stage(store);
            at++;
            try
            {
                await pass.RunAsync(mutator => new CrashingMutator(mutator, at));
                killed = false;
            }
            catch (CrashingMutator.Crash)
            {
                EverythingScene.AssertKept(store, pass, $"killed before operation {at}");
            }

            await EverythingScene.FinishAsync(store, pass);
            EverythingScene.AssertKept(store, pass, $"killed before operation {at}, and later passes");
            Tree.AssertSame($"killed before operation {at}", tree, Tree.Of(store.Layout.Registry));
            Assert.Equal((at, had), (at, string.Join('\n', EverythingScene.Had(store, pass))));
            Assert.Empty(Directory.GetFileSystemEntries(store.Layout.Trash));
        }

        Assert.InRange(at, 80, 1000);
    }

    /// <summary>ENOENT says that somebody else has just deleted it, so that has happened, but to tags, which would not come back. Three errors that mean the same to a pass take turns.</summary>
    [Theory]
    [InlineData("ENOENT", 2, 1, 1)]
    [InlineData("EIO", 5, 1, 3)]
    [InlineData("EACCES", 13, 2, 3)]
    [InlineData("ENOSPC", 28, 3, 3)]
    public async Task Whatever_fails_nothing_kept_is_harmed_and_later_passes_end_in_the_same_tree(string name, int errno, int first, int each)
    {
        var (tree, had) = await UndisturbedAsync();
        for (var at = first; ; at += each)
        {
            using var store = new TempStore();
            using var pass = EverythingScene.Stage(store);
            FailingMutator? failing = null;

            bool Fails(Operation operation)
            {
                if (operation.Number == at && errno == Errno.NoSuchEntry.Number
                    && operation.Verb is not Verb.SyncDirectory && operation.Path.StartsWith(store.Layout.Registry, StringComparison.Ordinal)
                    && !StorageLayout.IsTags(Path.GetDirectoryName(operation.Path)!))
                    TempStore.Damage(operation.Path);
                return operation.Number == at;
            }

            var result = await pass.RunAsync(mutator => failing = new FailingMutator(mutator, Fails, new Errno(errno)));

            if (failing!.Operations.Count < at)
                return;
            var situation = $"{name} at {failing.Operations[at - 1]}";
            EverythingScene.AssertKept(store, pass, situation);

            // What is not there any more is what was wanted; anything else has to be told.
            Assert.True(result is PassResult.Failed || errno == Errno.NoSuchEntry.Number, $"{situation}: the pass says {result}");
            await EverythingScene.FinishAsync(store, pass);
            EverythingScene.AssertKept(store, pass, $"{situation}, and later passes");
            Tree.AssertSame(situation, tree, Tree.Of(store.Layout.Registry));
            Assert.Equal((situation, had), (situation, string.Join('\n', EverythingScene.Had(store, pass))));
        }
    }

    private static async Task<(string[] Tree, string Had)> UndisturbedAsync()
    {
        using var store = new TempStore();
        using var pass = EverythingScene.Stage(store);
        await EverythingScene.FinishAsync(store, pass);
        return (Tree.Of(store.Layout.Registry), string.Join('\n', EverythingScene.Had(store, pass)));
    }
}
