using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Commands;

/// <summary><c>build-runner logs</c>: what the engine of a build said, and says.</summary>
public static class LogsCommand
{
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs it.</summary>
    /// <param name="layout">Where logs are.</param>
    /// <param name="id">As it was given.</param>
    /// <param name="follow">Until the request has its result.</param>
    /// <param name="clock">For waiting.</param>
    /// <param name="output">Gets the log as it is.</param>
    /// <param name="errors">Gets the reason when there is none.</param>
    /// <param name="stop">Ends the following.</param>
    public static async Task<ExitCode> RunAsync(QueueLayout layout, string id, bool follow, TimeProvider clock, Stream output, TextWriter errors, CancellationToken stop)
    {
        if (BuildId.Read(id) is not { } known)
        {
            await errors.WriteLineAsync($"build-runner: '{id}' is no id; build-runner status has those there are");
            return ExitCode.Usage;
        }

        long told = 0;
        while (true)
        {
            // Asked before the log is read: then what was written before the result is told.
            var ended = File.Exists(layout.Result(known));
            told = await TellAsync(layout.Log(known), told, output, stop);
            if (!follow || ended)
                break;
            if (told == 0 && !File.Exists(layout.Request(known)) && (!Directory.Exists(layout.Claims) || !Directory.EnumerateFiles(layout.Claims, $"{known}.*").Any()))
                break;
            await Task.Delay(s_glance, clock, stop);
        }

        if (told > 0)
            return ExitCode.Success;
        var why = File.Exists(layout.Result(known)) ? "was refused before an engine began, build-runner status says why"
            : File.Exists(layout.Request(known)) ? "waits for a runner"
            : "is not known; build-runner status has those there are";
        await errors.WriteLineAsync($"build-runner: there is no log, for {known} {why}");
        return ExitCode.Failed;
    }

    private static async Task<long> TellAsync(string path, long from, Stream output, CancellationToken stop)
    {
        try
        {
            await using var log = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            log.Seek(from, SeekOrigin.Begin);
            await log.CopyToAsync(output, stop);
            await output.FlushAsync(stop);
            return log.Position;
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return from;
        }
    }
}
