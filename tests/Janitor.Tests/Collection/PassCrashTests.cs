using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>A pass is killed before its first operation, its second, and so on, until it is not killed any more.</summary>
[Collection(OneAtATime.Collection)]
public sealed class PassCrashTests
{
    [Fact]
    public async Task Killed_at_any_operation_every_kept_image_pulls_and_the_next_pass_ends_where_an_undisturbed_one_does()
    {
        var undisturbed = await UndisturbedAsync();
        var at = 0;
        for (var killed = true; killed;)
        {
            using var store = new TempStore();
            using var pass = Stage(store);
            at++;

            killed = await IsKilledAsync(pass, at);
            Scene.AssertKept(store, $"after operation {at}");

            if (killed && at % 2 == 0) // every other time the recovery is looked at by itself; the next pass begins with one anyway
            {
                Assert.Empty(Recovery.Run(store.Layout, new PosixMutator(), keepTags: false, default).Faults);
                Scene.AssertKept(store, $"after operation {at} and recovery");
            }

            pass.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(new PassResult.Succeeded(), await pass.RunAsync());
            Scene.AssertKept(store, $"after operation {at} and the next pass");
            Tree.AssertSame($"after operation {at}", undisturbed, Tree.Of(store.Layout.Registry));
            Assert.Equal(["ballast", "journal", "lease", "mark-cache", "trash"], Left(store));
        }

        Assert.InRange(at, 50, 1000);
    }

    [Fact]
    public async Task Killed_twice_in_a_row_it_still_ends_there()
    {
        var undisturbed = await UndisturbedAsync();
        const int Seed = 20261120;
        Console.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        for (var round = 0; round < 15; round++)
        {
            using var store = new TempStore();
            using var pass = Stage(store);
            for (var kill = 0; kill < 3; kill++)
            {
                await IsKilledAsync(pass, random.Next(1, 60));
                Scene.AssertKept(store, $"round {round}, kill {kill}");
                pass.Clock.Advance(TimeSpan.FromMinutes(1));
            }

            Assert.Equal(new PassResult.Succeeded(), await pass.RunAsync());
            Tree.AssertSame($"round {round}", undisturbed, Tree.Of(store.Layout.Registry));
        }
    }

    private static StagedPass Stage(TempStore store)
    {
        Scene.Stage(store);
        return new StagedPass(store);
    }

    private static async Task<bool> IsKilledAsync(StagedPass pass, int at)
    {
        try
        {
            await pass.RunAsync(mutator => new CrashingMutator(mutator, at));
            return false;
        }
        catch (CrashingMutator.Crash)
        {
            return true;
        }
    }

    private static async Task<string[]> UndisturbedAsync()
    {
        using var store = new TempStore();
        using var pass = Stage(store);
        Assert.Equal(new PassResult.Succeeded(), await pass.RunAsync());
        return Tree.Of(store.Layout.Registry);
    }

    private static string[] Left(TempStore store) =>
        [.. Tree.Of(store.Layout.Own).Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)]).Order(StringComparer.Ordinal)];
}
