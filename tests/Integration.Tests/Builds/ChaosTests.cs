using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using RegistryJanitor.BuildRunner.Results;

namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>Three published runners on one queue, which push to a real registry. They and what they started are killed at random moments.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int Builds = 200;
    private const int Runners = 3;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(6);

    [RootFact]
    public async Task Of_200_builds_that_are_killed_again_and_again_each_ends_in_one_result_that_tells_what_the_registry_has()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var stage = await QueueStage.SetAsync();
        stage.LogIn();
        // What dies is taken over by another one soon, and not only by itself after a restart.
        stage.Settings["BUILD_CLAIM_SECS"] = "2";
        for (var build = 0; build < Builds; build++)
            stage.Ask(Id(build), Dockerfile(build), Tags(build), build % 20 is 14 ? 2 : 600, Repository(build), ($"only-in-{build}", "x"), ("Dockerfile.dockerignore", $"only-in-{build + 1}\n"));

        var (said, kills, ofRunners, began) = (new StringBuilder(), 0, 0, Stopwatch.StartNew());
        var runners = Enumerable.Range(0, Runners).Select(number => stage.Runner($"runner{number}")).ToArray();
        while (QueueStage.Names(stage.Layout.Results).Count < Builds)
        {
            Assert.True(began.Elapsed < s_patience, $"{QueueStage.Names(stage.Layout.Results).Count} results after {kills} kills\n{string.Join('\n', runners.Select(runner => runner.Output))}");
            await Task.Delay(random.Next(50, 900));
            var number = random.Next(Runners);
            // A runner, or one of the processes of its engine.
            var below = Processes.Below(runners[number].Id);
            if (below.Count > 0 && random.Next(2) == 0)
            {
                StartedProgram.Send(below[random.Next(below.Count)], StartedProgram.SigKill);
                kills++;
                continue;
            }

            await EndAsync(runners[number], said);
            // At times it is not there for longer than the others believe that it lives.
            if (random.Next(10) == 0)
                await Task.Delay(TimeSpan.FromSeconds(2.5));
            runners[number] = stage.Runner($"runner{number}");
            (kills, ofRunners) = (kills + 1, ofRunners + 1);
        }

        foreach (var runner in runners)
            await EndAsync(runner, said);
        // Claims of those that are dead are theirs when they come back; there is nothing left but to tidy up.
        for (var number = 0; number < Runners; number++)
            said.Append((await stage.OnceAsync($"runner{number}")).Expect(0).Output);

        var results = Enumerable.Range(0, Builds).Select(build => stage.Result(Id(build))).ToList();
        output.WriteLine($"{kills} kills, {ofRunners} of them of runners, in {began.Elapsed.TotalSeconds:F0} s");
        foreach (var (what, count) in results.CountBy(result => $"{result.Status} ({result.ErrorClass}) at attempt {result.Attempt}").OrderBy(one => one.Key, StringComparer.Ordinal))
            output.WriteLine($"{count,4} {what}");

        Assert.Equal("||", stage.Unfinished());
        var recorded = said.ToString().Split('\n');
        Assert.All(results, result => Assert.True(recorded.Count(line => IsRecord(line, result.Id)) <= 1, $"{result.Id} was recorded twice"));
        Assert.Empty(Processes.Mentioning(stage.Folder["volume"]));
        Assert.Empty(Processes.Mentioning(stage.Folder["containers"]));
        Assert.Empty(Secrets(stage.Layout.Root));
        using var tags = new TagReader(stage.Address);
        for (var build = 0; build < Builds; build++)
            await IsToldAsync(tags, build, results[build]);
        Assert.InRange(results.Count(result => result.Status is BuildStatus.Succeeded), Builds / 4, Builds);
        Assert.Contains(results, result => result.Pushed is [{ Verified: true }, { Verified: false }]);
        Assert.InRange(ofRunners, 3, int.MaxValue);
        Assert.InRange(kills - ofRunners, 3, int.MaxValue);
    }

    private static string Id(int build) => $"build-{build:000}";

    private static string Repository(int build) => $"chaos/app-{build % 5}";

    private static string[] Tags(int build) => [$"b{build}", $"b{build}-too"];

    private static string Dockerfile(int build) => (build % 20) switch
    {
        3 or 13 => "FROM scratch\nCOPY . /\n# push fails at 2\n",
        7 => "FROM scratch\nCOPY . /\nRUN exit 7\n",
        14 => "FROM scratch\nRUN hang\n",
        17 => "FROM scratch\nRUN daemon 1000\nRUN print-credentials\nCOPY . /\n",
        _ => "FROM scratch\nCOPY . /\n",
    };

    private static bool IsRecord(string line, string id) =>
        new[] { BuildStatus.Succeeded, BuildStatus.Failed, BuildStatus.Refused, BuildStatus.TimedOut, BuildStatus.Crashed }.Any(status => line.Contains($" {id} {status} after ", StringComparison.Ordinal));

    /// <summary>The password, plain or as docker has it, in any file of the volume.</summary>
    private static IEnumerable<string> Secrets(string volume)
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"builder:{QueueStage.Password}"));
        return Directory.EnumerateFiles(volume, "*", SearchOption.AllDirectories)
            .Where(path => File.ReadAllText(path) is var text && (text.Contains(QueueStage.Password, StringComparison.Ordinal) || text.Contains(basic, StringComparison.Ordinal)));
    }

    private static async Task EndAsync(StartedProgram runner, StringBuilder said)
    {
        // It alone: its engine lives on, as an orphan.
        runner.Signal(StartedProgram.SigKill);
        said.Append((await runner.ExitAsync()).Output);
        await runner.DisposeAsync();
    }

    private static async Task IsToldAsync(TagReader tags, int build, BuildResult result)
    {
        var allowed = (build % 20) switch
        {
            3 or 7 or 13 => (string[])[BuildStatus.Failed, BuildStatus.Crashed],
            14 => [BuildStatus.TimedOut, BuildStatus.Failed, BuildStatus.Crashed],
            _ => [BuildStatus.Succeeded, BuildStatus.Failed, BuildStatus.Crashed],
        };
        Assert.Contains(result.Status, allowed, StringComparer.Ordinal);
        // Every destination is told of, whatever became of it.
        Assert.InRange(result.Attempt, 1, 2);
        Assert.Equal(Tags(build).Select(tag => $"127.0.0.1:{new Uri($"http://{result.Image}").Port}/{Repository(build)}:{tag}"), result.Pushed.Select(pushed => pushed.Reference), StringComparer.Ordinal);
        foreach (var (tag, pushed) in Tags(build).Zip(result.Pushed))
        {
            var there = await tags.DigestAsync(Repository(build), tag);
            var told = $"{result.Id} {result.Status}: {pushed}, and the registry has {there}";
            Assert.True(pushed.Verified == pushed.Why is null, told);
            if (pushed.Verified || result.Status is BuildStatus.Succeeded)
            {
                Assert.True(pushed.Verified && pushed.Digest is not null && string.Equals(there, pushed.Digest, StringComparison.Ordinal), told);
                // Whole, and with nothing of another build.
                Assert.Equal(["app/", "app/Dockerfile", "app/Dockerfile.dockerignore", $"app/only-in-{build}"], (await tags.PullAsync(Repository(build), tag)).Order(StringComparer.Ordinal), StringComparer.Ordinal);
            }
            else if (there is null)
            {
                Assert.True(pushed.Digest is null, told);
            }
            else
            {
                // What is there, and who put it there, is said; half a push is never silent.
                Assert.True(string.Equals(there, pushed.Digest, StringComparison.Ordinal) || pushed.Why!.Contains(there, StringComparison.Ordinal), told);
            }
        }
    }
}
