using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>One operation fails: the first, the second, and so on.</summary>
[Collection(OneAtATime.Collection)]
public sealed class PassFaultTests
{
    [Theory]
    [InlineData("EIO", 5)]
    [InlineData("EACCES", 13)]
    [InlineData("ENOSPC", 28)]
    public async Task Whatever_fails_no_kept_image_is_harmed_the_pass_says_so_and_the_next_one_makes_it_good(string name, int errno)
    {
        var undisturbed = await UndisturbedAsync();
        for (var at = 1; ; at++)
        {
            using var store = new TempStore();
            using var pass = Stage(store);
            var situation = $"{name} at operation {at}";
            FailingMutator? failing = null;

            var result = await pass.RunAsync(mutator => failing = new FailingMutator(mutator, operation => operation.Number == at, new Errno(errno)));

            Scene.AssertKept(store, situation);
            if (failing!.Operations.Count < at)
                return;
            Assert.True(result is PassResult.Failed, $"{situation}, {failing.Operations[at - 1]}: the pass says {result}");

            pass.Clock.Advance(TimeSpan.FromMinutes(1));
            var next = await pass.RunAsync();
            Assert.Equal((situation, new PassResult.Succeeded()), (situation, next));
            Scene.AssertKept(store, $"{situation} and the next pass");
            Tree.AssertSame(situation, undisturbed, Tree.Of(store.Layout.Registry));
        }
    }

    /// <summary>As on NFS, where a file that somebody has open leaves another name behind, or on CIFS, where it goes only at the last close.</summary>
    [Fact]
    public async Task A_directory_in_the_trash_that_is_not_empty_yet_does_not_come_back_to_life()
    {
        var undisturbed = await UndisturbedAsync();
        for (var at = 1; ; at++)
        {
            using var store = new TempStore();
            using var pass = Stage(store);
            FailingMutator? failing = null;

            string? busy = null;
            bool IsBusy(Operation operation)
            {
                if (operation.Number == at)
                    busy = operation.Path;
                return operation.Verb is Verb.RemoveEmptyDirectory && string.Equals(operation.Path, busy, StringComparison.Ordinal);
            }

            await pass.RunAsync(mutator => failing = new FailingMutator(mutator, IsBusy, Errno.NotEmpty));

            Scene.AssertKept(store, $"operation {at}");
            if (failing!.Operations.Count < at)
                return;
            if (failing.Operations[at - 1].Verb is not Verb.RemoveEmptyDirectory)
                continue;
            pass.Clock.Advance(TimeSpan.FromMinutes(1));
            await pass.RunAsync();
            Tree.AssertSame($"operation {at}", undisturbed, Tree.Of(store.Layout.Registry));
        }
    }

    [Fact]
    public async Task What_can_never_be_deleted_stays_deleted_for_the_registry_through_every_later_pass()
    {
        using var store = new TempStore();
        using var pass = Stage(store);
        bool IsStubborn(Operation operation) =>
            operation.Verb is Verb.Unlink && operation.Path.EndsWith("/tags/v1/current/link", StringComparison.Ordinal);
        for (var i = 0; i < 3; i++)
        {
            // Each pass has something to evict of its own.
            Assert.IsType<PassResult.Failed>(await pass.RunAsync(mutator => new FailingMutator(mutator, IsStubborn, FailingMutator.InputOutput)));
            Assert.False(store.HasTag(Scene.App, "v1"), $"v1 is back after pass {i + 1}");
            pass.Clock.Advance(TimeSpan.FromMinutes(1));
            store.Image(Scene.Cache, $"c{i + 4}", TempStore.Minute(i + 4));
        }

        Assert.Equal(new PassResult.Succeeded(), await pass.RunAsync());
        Assert.False(store.HasTag(Scene.App, "v1"));
        Assert.DoesNotContain(2004, pass.Log.Ids); // "what it had moved is back": a pass that committed is finished, never undone
        Assert.Empty(Directory.GetFileSystemEntries(store.Layout.Trash));
    }

    [Fact]
    public async Task A_push_that_cannot_be_put_back_is_not_deleted_for_good()
    {
        using var store = new TempStore();
        using var pass = Stage(store);
        var pushed = store.Image(Scene.App, null, TempStore.Minute(9), content: "pushed into the moved link");
        using var registry = TempStore.OpenAsTheRegistryDoes(store.TagLink(Scene.App, "v1"));
        var trashed = "";
        IStorageMutator Through(IStorageMutator mutator) => new ObservedMutator(mutator)
        {
            // The push writes into the link that was moved under its hands, and the rename that would bring it back fails.
            After = operation =>
            {
                if (!string.Equals(operation.Path, store.TagPath(Scene.App, "v1"), StringComparison.Ordinal))
                    return;
                trashed = operation.To!;
                registry.SetLength(0);
                registry.Write(System.Text.Encoding.ASCII.GetBytes(pushed.ToString()));
                registry.Flush();
            },
            Before = operation => operation.Verb is Verb.Rename && string.Equals(operation.Path, trashed, StringComparison.Ordinal) ? FailingMutator.InputOutput : default,
        };

        Assert.IsType<PassResult.Failed>(await pass.RunAsync(Through));
        registry.Dispose();
        pass.Clock.Advance(TimeSpan.FromMinutes(1));
        await pass.RunAsync();

        Assert.Equal(pushed.ToString(), File.Exists(store.TagLink(Scene.App, "v1")) ? File.ReadAllText(store.TagLink(Scene.App, "v1")) : "lost");
        Assert.True(store.CanPull(Scene.App, "v1"));
    }

    private static StagedPass Stage(TempStore store)
    {
        Scene.Stage(store);
        return new StagedPass(store);
    }

    private static async Task<string[]> UndisturbedAsync()
    {
        using var store = new TempStore();
        using var pass = Stage(store);
        Assert.Equal(new PassResult.Succeeded(), await pass.RunAsync());
        return Tree.Of(store.Layout.Registry);
    }
}
