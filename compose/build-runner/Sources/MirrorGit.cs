using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>Reads one bare mirror with git. It stays readable while git-mirror works on it, so no lock is needed; nothing is ever written to it.</summary>
/// <param name="executable">A path, or a name in PATH.</param>
/// <param name="repository">Absolute: <c>mirrors/NAME.git</c>.</param>
/// <param name="home">An empty directory of ours.</param>
/// <param name="clock">For the time limit.</param>
public sealed class MirrorGit(string executable, string repository, string home, TimeProvider clock)
{
    private const int MostWords = 300;

    /// <summary>What one git may take.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether part of the history is not here.</summary>
    public bool IsShallow => new FileInfo(Path.Join(repository, "shallow")) is { Exists: true, Length: > 0 };

    /// <summary>Runs a git that has to succeed; what it says, split at each NUL, goes to <paramref name="onRecord"/>.</summary>
    /// <exception cref="ContextRefusedException">It did not.</exception>
    public async Task RecordsAsync(IReadOnlyList<string> arguments, Action<string> onRecord, CancellationToken cancel)
    {
        if (await TryAsync(arguments, onRecord, cancel) is (not 0, var words))
            throw Failed(arguments, words);
    }

    /// <summary>Runs a git that may fail; gives its exit code and its last words.</summary>
    /// <exception cref="ContextRefusedException">It did not start, or took too long.</exception>
    public Task<(int Code, string Words)> TryAsync(IReadOnlyList<string> arguments, Action<string> onRecord, CancellationToken cancel) =>
        RunAsync(arguments, (output, end) => NulRecords.ReadAsync(output, onRecord, end), cancel);

    /// <summary>Runs a git that has to succeed, and gives its output to <paramref name="read"/> as it comes.</summary>
    /// <exception cref="ContextRefusedException">It did not.</exception>
    public async Task StreamAsync(IReadOnlyList<string> arguments, Func<Stream, CancellationToken, Task> read, CancellationToken cancel)
    {
        if (await RunAsync(arguments, read, cancel) is (not 0, var words))
            throw Failed(arguments, words);
    }

    private static ContextRefusedException Failed(IReadOnlyList<string> arguments, string words) => new($"git {arguments[0]} failed: {(words.Length > 0 ? words : "it did not say why")}");

    private async Task<(int Code, string Words)> RunAsync(IReadOnlyList<string> arguments, Func<Stream, CancellationToken, Task> read, CancellationToken cancel)
    {
        var words = "";
        var child = new ChildCommand(executable, [$"--git-dir={repository}", .. arguments])
        {
            Environment = MirrorGitEnvironment.Of(home),
            WorkingDirectory = home,
            TimeLimit = TimeLimit,
        };
        var exit = await ChildProcess.StreamAsync(child, read, line => words = line.Length > 0 ? Printable.Line(line, MostWords).Trim() : words, clock, cancel);
        return exit switch
        {
            ChildExit.Exited(var code) => (code, words),
            ChildExit.TimedOut(var limit) => throw new ContextRefusedException($"git {arguments[0]} took more than {limit.TotalMinutes:0} minutes and was ended"),
            ChildExit.NotStarted(var sentence) => throw new ContextRefusedException($"git could not be started: {sentence}"),
            _ => throw new InvalidOperationException($"{exit} is no way to end"),
        };
    }
}
