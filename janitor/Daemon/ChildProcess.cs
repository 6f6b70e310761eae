using System.ComponentModel;
using System.Diagnostics;

namespace RegistryJanitor.Daemon;

/// <summary>Runs another program to its end, and leaves nothing of it behind.</summary>
public static class ChildProcess
{
    private static readonly TimeSpan s_timeToEnd = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Runs <paramref name="command"/>. On cancellation or at the time limit the child and its descendants
    /// get SIGTERM, and 500 ms later SIGKILL.
    /// </summary>
    /// <param name="command">What to run.</param>
    /// <param name="onLine">
    /// Gets each line of standard output and standard error without its end, as it comes, never two at a time. A line above 64 Ki
    /// characters comes in pieces. When it throws, the child is ended and the exception passed on.
    /// </param>
    /// <param name="clock">For the time limit and the waiting.</param>
    /// <param name="cancel">Ends the child.</param>
    /// <param name="onErrorLine">Gets the lines of standard error instead; null: <paramref name="onLine"/> gets both.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the child is gone by then.</exception>
    public static Task<ChildExit> RunAsync(
        ChildCommand command, Action<string> onLine, TimeProvider clock, CancellationToken cancel, Action<string>? onErrorLine = null)
    {
        var oneAtATime = new Lock();
        return RunAsync(command, (output, pump) => pump.LinesAsync(output, Line(onLine)), (errors, pump) => pump.LinesAsync(errors, Line(onErrorLine ?? onLine)), clock, cancel);

        Action<string> Line(Action<string> take) => line =>
        {
            lock (oneAtATime)
                take(line);
        };
    }

    /// <summary>The same for a child whose standard output is no text: <paramref name="read"/> gets it as it is.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="read">
    /// Reads the output; what it leaves is read to the end and dropped. Its token is cancelled at the time limit. When it throws, the child is ended
    /// and the exception passed on.
    /// </param>
    /// <param name="onErrorLine">Gets each line of standard error.</param>
    /// <param name="clock">For the time limit and the waiting.</param>
    /// <param name="cancel">Ends the child.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the child is gone by then.</exception>
    public static Task<ChildExit> StreamAsync(
        ChildCommand command, Func<Stream, CancellationToken, Task> read, Action<string> onErrorLine, TimeProvider clock, CancellationToken cancel) =>
        RunAsync(command, (output, pump) => pump.BytesAsync(output, read), (errors, pump) => pump.LinesAsync(errors, onErrorLine), clock, cancel);

    private static async Task<ChildExit> RunAsync(
        ChildCommand command, Func<StreamReader, Pump, Task> readOutput, Func<StreamReader, Pump, Task> readErrors, TimeProvider clock, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (!ExecutablePath.TryFind(command.FileName, out var path, out var whyNot))
            return new ChildExit.NotStarted(whyNot);

        using var process = new Process { StartInfo = StartInfo(command, path) };
        try
        {
            process.Start();
        }
        catch (Win32Exception refused)
        {
            return new ChildExit.NotStarted(refused.Message);
        }

        using var limit = new CancellationTokenSource(command.TimeLimit ?? Timeout.InfiniteTimeSpan, clock);
        using var broken = new CancellationTokenSource();
        using var stopListening = new CancellationTokenSource();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token, broken.Token);
        var exited = process.WaitForExitAsync(CancellationToken.None);
        var pump = new Pump(exited, clock, stopListening.Token, end.Token);
        var output = Task.WhenAll(PumpAsync(process.StandardOutput, readOutput), PumpAsync(process.StandardError, readErrors));
        var input = FeedAsync(process.StandardInput, command.Input);

        var ended = false;
        try
        {
            await Task.WhenAll(exited, output).WaitAsync(end.Token);
        }
        catch (OperationCanceledException)
        {
            ended = true;
            await EndAsync(process, clock);
            await exited;
            stopListening.CancelAfter(LinePump.Patience);
        }

        await output;
        await input;
        if (!ended)
            return new ChildExit.Exited(process.ExitCode);
        cancel.ThrowIfCancellationRequested();
        return new ChildExit.TimedOut(command.TimeLimit.GetValueOrDefault());

        async Task PumpAsync(StreamReader stream, Func<StreamReader, Pump, Task> read)
        {
            // Process.Dispose leaves a stream open once it was asked for.
            using var open = stream;
            try
            {
                await read(stream, pump);
            }
            catch
            {
                await broken.CancelAsync();
                throw;
            }
        }
    }

    private static async Task FeedAsync(StreamWriter standardInput, string? text)
    {
        try
        {
            await using (standardInput)
                await standardInput.WriteAsync(text);
        }
        catch (IOException)
        {
            // The child closed its end or is gone; its exit code says whether it missed anything.
        }
    }

    private static ProcessStartInfo StartInfo(ChildCommand command, string path)
    {
        var start = new ProcessStartInfo(path, command.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.WorkingDirectory,
        };
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;
        return start;
    }

    private static async Task EndAsync(Process process, TimeProvider clock)
    {
        var tree = ProcessTree.Of(process.Id);
        tree.Terminate();
        // Without /proc the tree is empty; with it, a second SIGTERM would make some programs skip their tidying up.
        if (tree.IsEmpty && !process.HasExited)
            _ = Libc.Kill(process.Id, Libc.SigTerm);
        var asked = clock.GetTimestamp();
        while ((tree.Alive || !process.HasExited) && clock.GetElapsedTime(asked) < s_timeToEnd)
            await Task.Delay(s_glance, clock);
        tree.Kill();
        process.Kill();

        // SIGKILL is sure, but not instant: on a busy machine the kernel takes a moment to end what it has marked.
        while (tree.Alive && clock.GetElapsedTime(asked) < 2 * s_timeToEnd)
            await Task.Delay(s_glance, clock);
    }

    /// <summary>How the output of a running child is read.</summary>
    /// <param name="ChildGone">Ends with the child.</param>
    /// <param name="Clock">For the patience with what a child left behind.</param>
    /// <param name="Stop">Nobody listens any more.</param>
    /// <param name="Ending">The child is about to be ended: cancelled, late, or its output found unusable.</param>
    private sealed record Pump(Task ChildGone, TimeProvider Clock, CancellationToken Stop, CancellationToken Ending)
    {
        public Task LinesAsync(StreamReader from, Action<string> take) => new LinePump(from, take, ChildGone, Clock, Stop).RunAsync();

        public async Task BytesAsync(StreamReader from, Func<Stream, CancellationToken, Task> read)
        {
            try
            {
                await read(from.BaseStream, Ending);
                // A child that finds its pipe closed early dies of it, and would seem to have failed.
                await from.BaseStream.CopyToAsync(Stream.Null, Ending);
            }
            catch (OperationCanceledException) when (Ending.IsCancellationRequested)
            {
                // Why it is ended is said by how it ended.
            }
        }
    }
}
