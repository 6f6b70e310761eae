using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Collection;

/// <summary>Asks <c>registry garbage-collect --dry-run CONFIG</c> which blobs are unreferenced.</summary>
/// <remarks>
/// Never with <c>--delete-untagged</c>: in 2.8.3 that counts the platforms of every multi-arch image as unreferenced (distribution#3178, mended
/// only in 3.0). And never without <c>--dry-run</c>: it lists the blobs after it has marked, so a push in between is answered 201 and swept, and
/// one deletion by API makes it skip the rest of a repository and sweep what is tagged there (both measured; the tests force both).
/// </remarks>
/// <param name="executable">A path, or a name to be found in PATH.</param>
/// <param name="configuration">The registry's configuration file.</param>
/// <param name="clock">Time.</param>
/// <param name="log">Its output goes here, at debug.</param>
public sealed class RegistryCollector(string executable, string configuration, TimeProvider clock, ILogger log)
{
    // registry/storage/garbagecollect.go, MarkAndSweep; one line a blob on standard output.
    private const string Eligible = "blob eligible for deletion: ";

    // "5 blobs marked, 2 blobs and 0 manifests eligible for deletion", once, before the first of them.
    private const string Summary = " manifests eligible for deletion";

    // Enough to see the cause; the collector ends with it.
    private const int LastLines = 3;

    // It gives up when it meets a link that a push is just writing (2.8.3 truncates first). Asking again costs time and nothing else.
    private const int Attempts = 3;

    /// <summary>Runs the collector to its end, again if it fails.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for; the collector is gone by then.</exception>
    public async Task<CollectorAnswer> AskAsync(CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await AskOnceAsync(stop).ConfigureAwait(false);
            if (answer is not CollectorAnswer.Failed || attempt == Attempts)
                return answer;
        }
    }

    private async Task<CollectorAnswer> AskOnceAsync(CancellationToken stop)
    {
        var unreferenced = new List<Digest>();
        var last = new Queue<string>();
        var summed = false;
        var exit = await ChildProcess.RunAsync(
            new ChildCommand(executable, "garbage-collect", "--dry-run", configuration),
            line =>
            {
                Log.CollectorSays(log, line);
                if (line.StartsWith(Eligible, StringComparison.Ordinal) && Digest.TryParse(line.AsSpan(Eligible.Length), out var digest))
                    unreferenced.Add(digest);
                summed |= line.Contains(Summary, StringComparison.Ordinal);
                last.Enqueue(line);
                if (last.Count > LastLines)
                    last.Dequeue();
            },
            clock,
            stop).ConfigureAwait(false);
        return exit switch
        {
            ChildExit.Exited { Code: 0 } when summed => new CollectorAnswer.Unreferenced(unreferenced),
            ChildExit.Exited { Code: 0 } => new CollectorAnswer.Failed(
                $"'{executable} garbage-collect --dry-run {configuration}' did not say what it had marked; is JANITOR_REGISTRY_BIN the registry's binary?"),
            ChildExit.Exited { Code: var code } => new CollectorAnswer.Failed(
                $"'{executable} garbage-collect --dry-run {configuration}' ended with exit code {code}: {string.Join(" / ", last)}"),
            ChildExit.NotStarted { Sentence: var sentence } => new CollectorAnswer.Failed(
                $"the registry's collector cannot be started: {sentence.TrimEnd('.')}. Set JANITOR_REGISTRY_BIN to the registry's binary, or RUN_GC=false"),
            _ => throw new InvalidOperationException("No time limit was set."),
        };
    }
}
