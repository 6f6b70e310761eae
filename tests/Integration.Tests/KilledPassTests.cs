using System.Diagnostics;
using System.Globalization;

namespace RegistryJanitor.Integration.Tests;

[Collection(nameof(Alone))]
public sealed class KilledPassTests(ITestOutputHelper output)
{
    private const int Kills = 50;

    // The rest comes a little too late, when a pass is quicker than the measured one.
    private const int MustLand = 35;
    private const int Repositories = 20;
    private const int TagsEach = 10;

    [Fact]
    public async Task A_pass_killed_at_any_moment_loses_nothing_and_the_next_one_ends_where_an_undisturbed_one_does()
    {
        var seed = int.Parse(Tools.Optional("TEST_SEED") ?? $"{Environment.TickCount}", CultureInfo.InvariantCulture);
        var random = new Random(seed);
        await using var stage = await Stage.SetAsync(output, inMemory: true);
        var kept = await FillAsync(stage);
        await CopyAsync(stage.Store.Root, stage.Folder["pristine"]);

        var janitor = stage.Janitor.With("LOG_LEVEL", "debug"); // its lines tell where it was killed
        var lengths = new List<TimeSpan>();
        var undisturbed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < 6; i++)
        {
            await RestoreAsync(stage);
            lengths.Add((await janitor.OnceAsync()).Expect(0).Took);
            (await janitor.OnceAsync()).Expect(0); // takes away the directories that the blobs have left empty
            undisturbed = stage.Store.Snapshot("docker");
        }

        var length = lengths.Order().ElementAt(1); // the fastest but one: a pass that is slower has its end hit less, and none is missed
        stage.Tell($"seed {seed} (TEST_SEED={seed} repeats it), an undisturbed pass takes {length.TotalMilliseconds:0} ms");
        stage.Store.HoldsExactly(kept.Select(entry => entry.Image));

        var landed = 0;
        var phases = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Kills; i++)
        {
            // One in each fiftieth of the pass; every second one takes the collector along, as the end of a container does.
            var moment = length * ((i + random.NextDouble()) / Kills);
            await RestoreAsync(stage);
            var killed = await KilledAsync(janitor, moment, withChildren: i % 2 == 0);
            var scene = $"seed {seed}, killed at {moment.TotalMilliseconds:0.0} of {length.TotalMilliseconds:0} ms: {killed}";
            if (killed.Code == 128 + StartedProgram.SigKill)
                landed++;
            var phase = PhaseOf(killed);
            phases[phase] = phases.GetValueOrDefault(phase) + 1;

            foreach (var (repository, tag, image) in kept)
                Assert.True(stage.Store.WhyNotServed(image, repository, tag) is not { } lost, $"{repository}:{tag} is lost: {stage.Store.WhyNotServed(image, repository, tag)}\n{scene}");
            foreach (var (repository, tag, image) in random.GetItems(kept.ToArray(), 2))
                await stage.Client.PullsAsync(image, repository, tag);

            var next = await janitor.OnceAsync();
            Assert.True(next.Code == 0, $"the next pass failed: {next}\n{scene}");
            (await janitor.OnceAsync()).Expect(0); // the same directories, wherever the first was killed
            var difference = StoreTree.Difference(undisturbed, stage.Store.Snapshot("docker"));
            Assert.True(difference.Length == 0, $"the next pass left another tree:\n{difference}\n{next}\n{scene}");
        }

        stage.Tell($"{landed} of {Kills} kills found the pass alive: {string.Join(", ", phases.Select(phase => $"{phase.Value} {phase.Key}"))}");
        Assert.True(landed >= MustLand, $"only {landed} of {Kills} kills found the pass alive; a pass takes {length.TotalMilliseconds:0} ms");
    }

    private static async Task<List<(string Repository, string Tag, SampleImage Image)>> FillAsync(Stage stage)
    {
        var kept = new List<(string, string, SampleImage)>();
        var shared = Sample.LayerOf("shared by all repositories", size: 500);
        await Parallel.ForAsync(0, Repositories, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (r, _) =>
        {
            var repository = r % 4 == 0 ? $"team{r}/app/cache" : $"team{r}";
            var own = Sample.LayerOf($"shared in {repository}", size: 500);
            for (var t = 1; t <= TagsEach; t++)
            {
                var image = t % 3 == 0 ? Sample.BuildKit($"{repository} {t}", own) : Sample.Image($"{repository} {t}", shared, own);
                await stage.Client.PushAsync(image, repository, $"v{t}");
                if (t <= TagsEach - 2)
                    continue;
                lock (kept)
                    kept.Add((repository, $"v{t}", image));
            }
        });
        return kept;
    }

    private static async Task<ProgramExit> KilledAsync(JanitorRun janitor, TimeSpan moment, bool withChildren)
    {
        var began = Stopwatch.GetTimestamp();
        await using var pass = (janitor.With("RUN_ONCE", "true") with { Through = ["setsid"] }).Start();
        if (moment - Stopwatch.GetElapsedTime(began) is var rest && rest > TimeSpan.Zero)
            await Task.Delay(rest);
        pass.Signal(StartedProgram.SigKill, toItsGroup: withChildren);
        return await pass.ExitAsync();
    }

    private static string PhaseOf(ProgramExit killed) => killed.Code == 0 ? "after the end"
        : killed.Output.Contains(" blob sha256:", StringComparison.Ordinal) ? "after the first blob"
        : killed.Output.Contains("removed manifest", StringComparison.Ordinal) ? "after the first manifest"
        : killed.Output.Contains("evicted", StringComparison.Ordinal) ? "after the first eviction"
        : "before any change";

    private static async Task RestoreAsync(Stage stage)
    {
        // The directory itself stays: the registry serves it all the time.
        foreach (var part in Directory.EnumerateDirectories(stage.Store.Root))
            Folder.Remove(part);
        await CopyAsync(Path.Join(stage.Folder["pristine"], "docker"), Path.Join(stage.Store.Root, "docker"));
    }

    private static async Task CopyAsync(string from, string to) =>
        (await StartedProgram.RunAsync(["cp", "-a", "--reflink=auto", from, to])).Expect(0);
}
