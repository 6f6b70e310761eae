using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>Passes on a file system without <c>flock</c>.</summary>
[Collection(OneAtATime.Collection)]
public sealed class HeartbeatPassTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly StagedPass _pass;

    public HeartbeatPassTests()
    {
        _pass = new StagedPass(_store) { Flock = Errno.NotSupported };
        Scene.Stage(_store);
    }

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task A_pass_says_once_by_what_it_holds_the_store_and_leaves_no_lease_behind()
    {
        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Assert.Equal(
            [$"this file system has no flock: the lease is {_store.Layout.HeldLease}, written anew every 15 seconds; one that nobody writes is taken over after 60 seconds"],
            _pass.Log.Events.Where(e => e.Id == 2014).Select(e => e.Message).ToArray());
        Scene.AssertKept(_store, "after the pass");
        Assert.False(_store.HasTag(Scene.App, "v1"));
        Assert.False(File.Exists(_store.Layout.HeldLease));
    }

    [Fact]
    public async Task With_flock_nothing_is_said_and_no_other_file_is_made()
    {
        _pass.Flock = null;
        await _pass.RunAsync(mutator =>
        {
            Assert.False(File.Exists(_store.Layout.HeldLease));
            return mutator;
        });

        Assert.DoesNotContain(2014, _pass.Log.Ids);
    }

    [Fact]
    public async Task A_pass_that_waits_sees_that_the_other_janitor_is_dead()
    {
        TempStore.Write(_store.Layout.HeldLease, "process 1 on 3f2a since long ago, lease 0, beat 0000000007\n");
        var began = _pass.Clock.GetUtcNow();

        var run = _pass.RunAsync();
        while (!run.IsCompleted)
        {
            await Task.WhenAny(run, _pass.Clock.SomebodyWaits());
            _pass.Clock.Advance(TimeSpan.FromMilliseconds(500));
        }

        Assert.Equal(new PassResult.Succeeded(), await run);
        Assert.False(_store.HasTag(Scene.App, "v1"));
        Assert.True(_pass.Clock.GetUtcNow() - began >= HeartbeatWatch.Patience);
        var waits = Assert.Single(_pass.Log.Events, e => e.Id == 2002);
        Assert.Equal("waiting: another janitor works on this store (process 1 on 3f2a since long ago, lease 0, beat 0000000007)", waits.Message);
    }

    [Fact]
    public async Task A_pass_that_loses_its_lease_at_any_operation_stops_with_one_sentence_and_the_next_one_makes_it_good()
    {
        for (var at = 1; ; at++)
        {
            using var store = new TempStore();
            using var pass = new StagedPass(store) { Flock = Errno.NotSupported };
            Scene.Stage(store);
            ObservedMutator? observed = null;
            string[]? lostAt = null;

            // Another janitor's name stands in the file from this operation on.
            var result = await pass.RunAsync(mutator => observed = new ObservedMutator(mutator)
            {
                Before = operation =>
                {
                    if (operation.Number == at)
                    {
                        File.WriteAllText(store.Layout.HeldLease, "process 1 on 77aa since just now, lease 1, beat 0000000001\n");
                        lostAt = Tree.Of(store.Layout.Registry);
                    }

                    return default;
                },
            });

            Scene.AssertKept(store, $"lost at operation {at}");
            if (lostAt is null)
                return;
            Assert.True(
                result is PassResult.Failed { Sentence: var sentence } && sentence.StartsWith($"the lease was lost: {store.Layout.HeldLease} is gone", StringComparison.Ordinal),
                $"lost at {observed!.Operations[at - 1]}: {result}");
            Tree.AssertSame($"something was changed after operation {at}", lostAt, Tree.Of(store.Layout.Registry));
            Assert.True(File.Exists(store.Layout.HeldLease), "the other janitor's lease was taken from it");

            TempStore.Damage(store.Layout.HeldLease);
            pass.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(new PassResult.Succeeded(), await pass.RunAsync());
            Scene.AssertKept(store, $"lost at operation {at} and the next pass");
            Assert.False(store.HasTag(Scene.App, "v1"));
        }
    }

    [Fact]
    public async Task A_pass_that_loses_its_lease_while_it_settles_ends_at_the_next_beat()
    {
        _pass.Settings = _pass.Settings with { Settle = TimeSpan.FromHours(1) };
        var run = _pass.RunAsync();
        while (!_pass.Log.Ids.Contains(2302) && !_pass.Log.Ids.Contains(2103))
            await Task.Yield();
        TempStore.Damage(_store.Layout.HeldLease);

        while (!run.IsCompleted)
            _pass.Clock.Advance(HeartbeatHold.Interval);

        Assert.StartsWith("the lease was lost: ", Assert.IsType<PassResult.Failed>(await run).Sentence, StringComparison.Ordinal);
        _pass.Settings = _pass.Settings with { Settle = TimeSpan.Zero };
        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());
        Scene.AssertKept(_store, "after the next pass");
    }
}
