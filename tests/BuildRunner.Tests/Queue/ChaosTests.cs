using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using RegistryJanitor.BuildRunner.Results;
using RegistryJanitor.BuildRunner.Tests.Support;
using Xunit.Abstractions;

namespace RegistryJanitor.BuildRunner.Tests.Queue;

/// <summary>Several runners as processes on one queue, killed at random moments.</summary>
public sealed partial class ChaosTests(ITestOutputHelper output)
{
    private const int Builds = 200;
    private const int Runners = 3;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Of_200_builds_whose_runners_are_killed_again_and_again_each_ends_in_one_result()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var stage = new RunnerStage();
        for (var build = 0; build < Builds; build++)
            stage.AskWithTags($"build-{build:000}", $"[\"t{build}\"]");

        var said = new ConcurrentQueue<string>();
        var runners = Enumerable.Range(0, Runners).Select(number => Start(stage, number, said)).ToArray();
        var (kills, began) = (0, Stopwatch.StartNew());
        while (RunnerStage.Names(stage.Layout.Results).Count(name => name[0] != '.') < Builds)
        {
            Assert.True(began.Elapsed < s_patience, $"seed {seed}: {RunnerStage.Names(stage.Layout.Results).Length} results after {kills} kills\n{string.Join('\n', said.TakeLast(40))}");
            await Task.Delay(random.Next(100, 1500));
            var number = random.Next(Runners);
            runners[number].Kill();
            await runners[number].WaitForExitAsync();
            runners[number].Dispose();
            runners[number] = Start(stage, number, said);
            kills++;
        }

        foreach (var runner in runners)
        {
            runner.Kill();
            await runner.WaitForExitAsync();
            runner.Dispose();
        }

        // Whoever comes last finds only what is to be tidied.
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        using (var last = RunnerProcess.Start(stage.Layout.Root, stage.Registry, "last", RunnerStage.Push, "--once"))
            await last.WaitForExitAsync();

        var results = Enumerable.Range(0, Builds).Select(build => stage.Result($"build-{build:000}")).ToList();
        output.WriteLine($"{kills} kills in {began.Elapsed}: {string.Join(", ", results.CountBy(result => $"{result.Status} at attempt {result.Attempt}"))}");
        Assert.All(results, result => Assert.True(result.Status is BuildStatus.Succeeded or BuildStatus.Crashed, $"{result.Id}: {result.Error}"));
        Assert.All(results.Where(result => result.Status is BuildStatus.Succeeded), result => Assert.All(result.Pushed, tag => Assert.True(tag.Verified)));
        Assert.All(Recorded(said).CountBy(id => id, StringComparer.Ordinal), one => Assert.Equal(1, one.Value));
        Assert.All([stage.Layout.Requests, stage.Layout.AllWork], directory => Assert.Empty(RunnerStage.Names(directory)));
        Assert.DoesNotContain(RunnerStage.Names(stage.Layout.Claims), name => name.EndsWith(".json", StringComparison.Ordinal));
        Assert.True(kills > 0);
    }

    private static Process Start(RunnerStage stage, int number, ConcurrentQueue<string> said)
    {
        var process = RunnerProcess.Start(stage.Layout.Root, stage.Registry, $"runner{number}", $"sleep 0.1; {RunnerStage.Push}");
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static IEnumerable<string> Recorded(IEnumerable<string> said) => said.Select(line => Record().Match(line)).Where(match => match.Success).Select(match => match.Groups["id"].Value);

    [GeneratedRegex(@" (?<id>build-\d+) (succeeded|failed|refused|timed-out|crashed) after ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Record();
}
