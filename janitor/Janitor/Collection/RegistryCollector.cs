using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Collection;

/// <summary>Runs <c>registry garbage-collect CONFIG</c> for the blobs.</summary>
/// <remarks>
/// Never with <c>--delete-untagged</c>: in 2.8.3 that deletes the platforms of every multi-arch image (distribution#3178, mended only in 3.0).
/// Without it the collector keeps what any revision of any repository refers to, and which revisions there are is our decision.
/// </remarks>
/// <param name="executable">A path, or a name to be found in PATH.</param>
/// <param name="configuration">The registry's configuration file.</param>
/// <param name="clock">Time.</param>
/// <param name="log">Its output goes here, at debug.</param>
public sealed class RegistryCollector(string executable, string configuration, TimeProvider clock, ILogger log)
{
    // Enough to see the cause; the collector ends with it.
    private const int LastLines = 3;

    /// <summary>Runs the collector to its end.</summary>
    /// <returns>Why it failed or could not be started, a sentence; null when it did what it was asked for.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for; the collector is gone by then.</exception>
    public async Task<string?> RunAsync(CancellationToken stop)
    {
        Log.Collecting(log, executable, configuration);
        var last = new Queue<string>();
        var exit = await ChildProcess.RunAsync(
            new ChildCommand(executable, "garbage-collect", configuration),
            line =>
            {
                Log.CollectorSays(log, line);
                last.Enqueue(line);
                if (last.Count > LastLines)
                    last.Dequeue();
            },
            clock,
            stop).ConfigureAwait(false);
        return exit switch
        {
            ChildExit.Exited { Code: 0 } => null,
            ChildExit.Exited { Code: var code } =>
                $"'{executable} garbage-collect {configuration}' ended with exit code {code}: {string.Join(" / ", last)}",
            ChildExit.NotStarted { Sentence: var sentence } =>
                $"the registry's collector cannot be started: {sentence} Set JANITOR_REGISTRY_BIN to the registry's binary, or RUN_GC=false",
            _ => throw new InvalidOperationException("No time limit was set."),
        };
    }
}
