using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>The newest commit of a mirror's default branch, read by git: mirrors stay readable while git-mirror works on them, and nothing is written to them.</summary>
/// <param name="mirrors">Where <c>NAME.git</c> are, absolute.</param>
/// <param name="git">A path, or a name in PATH.</param>
/// <param name="clock">For the time limit.</param>
public sealed class MirrorHead(string mirrors, string git, TimeProvider clock)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    // What git says besides its answer is a line or two.
    private const int MostWords = 300;

    /// <summary>Reads it.</summary>
    /// <param name="name">The mirror.</param>
    /// <param name="cancel">Ends git.</param>
    public async Task<HeadReading> ReadAsync(string name, CancellationToken cancel)
    {
        var repository = Path.Join(mirrors, $"{name}.git");
        if (!Directory.Exists(repository))
            return new HeadReading.NotYet($"there is no mirror {name} in {mirrors} yet; git-mirror makes it in its first pass, if mirrors.yaml has it");
        var (answer, words) = ("", "");
        var exit = await ChildProcess.RunAsync(
            new ChildCommand(git, $"--git-dir={repository}", "rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}")
            {
                // "/" is there in any image, and git writes nothing to its home.
                Environment = MirrorGitEnvironment.Of(home: "/"),
                WorkingDirectory = "/",
                TimeLimit = s_limit,
            },
            line => answer = line,
            clock,
            cancel,
            line => words = line.Length > 0 ? Printable.Line(line, MostWords) : words);
        return exit switch
        {
            ChildExit.Exited(0) when IsCommit(answer) => new HeadReading.At(answer),
            ChildExit.Exited(1) when words.Length == 0 => new HeadReading.NotYet($"the mirror {name} has no commit on its default branch yet"),
            ChildExit.Exited(var code) => new HeadReading.Unreadable($"git cannot read {repository}: {(words.Length > 0 ? words : $"exit code {code}")}"),
            ChildExit.TimedOut => new HeadReading.Unreadable($"git took more than {s_limit.TotalSeconds:0} seconds to read {repository}; the disk may be slow or away"),
            ChildExit.NotStarted(var sentence) => new HeadReading.Unreadable($"git could not be started: {sentence}"),
            _ => throw new InvalidOperationException($"{exit} is no way to end"),
        };
    }

    private static bool IsCommit(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);
}
