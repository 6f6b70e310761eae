using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Dependencies.Gathering;

/// <summary>The Dockerfiles of a commit, read from a bare mirror without a checkout. Mirrors stay readable while git-mirror works on them, and nothing is written to them.</summary>
/// <param name="mirrors">Where <c>NAME.git</c> are, absolute.</param>
/// <param name="git">A path, or a name in PATH.</param>
/// <param name="clock">For the time limit.</param>
internal sealed class MirrorTree(string mirrors, string git, TimeProvider clock)
{
    /// <summary>More Dockerfiles of one repository are not listed: they are somebody's test data.</summary>
    internal const int MostDockerfiles = 1000;

    private const int MostWords = 300;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    /// <summary>Where Dockerfiles are, by path; the mistake says why that is not all.</summary>
    internal async Task<(IReadOnlyList<string> Paths, string? Mistake)> DockerfilesAsync(string mirror, string commit, CancellationToken cancel)
    {
        var (paths, more) = (new List<string>(), 0);
        var mistake = await RunAsync(mirror, ["ls-tree", "-r", "-z", "--full-tree", "--name-only", commit], null, (output, end) => NulRecords.ReadAsync(output, Take, end), cancel);
        paths.Sort(StringComparer.Ordinal);
        return (paths, mistake ?? (more > 0 ? $"{mirror} has {paths.Count + more} Dockerfiles, of which {MostDockerfiles} are read" : null));

        void Take(string path)
        {
            if (!IsDockerfile(path))
                return;
            if (paths.Count < MostDockerfiles)
                paths.Add(path);
            else
                more++;
        }
    }

    /// <summary>Reads files; links within the commit are followed.</summary>
    internal async Task<IReadOnlyDictionary<string, FileReading>> ReadAsync(string mirror, string commit, IReadOnlyList<string> paths, CancellationToken cancel)
    {
        var found = new Dictionary<string, FileReading>(StringComparer.Ordinal);
        // Names are given line by line.
        IReadOnlyList<string> asked = [.. paths.Where(path => !path.Contains('\n', StringComparison.Ordinal))];
        var mistake = asked.Count == 0 ? null : await RunAsync(
            mirror,
            ["cat-file", "--batch", "--follow-symlinks"],
            string.Concat(asked.Select(path => $"{commit}:{path}\n")),
            (output, end) => ObjectAnswers.ReadAsync(output, asked, (path, reading) => found[path] = reading, end),
            cancel);
        foreach (var path in paths)
            found.TryAdd(path, new FileReading.Unreadable(mistake is null ? "has a line break in its name" : $"was not read: {mistake}"));
        return found;
    }

    private static bool IsDockerfile(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name is "Dockerfile" or "Containerfile"
            || name.EndsWith(".Dockerfile", StringComparison.Ordinal)
            || (name.StartsWith("Dockerfile.", StringComparison.Ordinal) && !name.EndsWith(".dockerignore", StringComparison.Ordinal));
    }

    /// <summary>Runs git; gives why it failed.</summary>
    private async Task<string?> RunAsync(string mirror, IReadOnlyList<string> arguments, string? input, Func<Stream, CancellationToken, Task> read, CancellationToken cancel)
    {
        var words = "";
        var repository = Path.Join(mirrors, $"{mirror}.git");
        var command = new ChildCommand(git, [$"--git-dir={repository}", .. arguments])
        {
            // "/" is there in any image, and git writes nothing to its home.
            Environment = MirrorGitEnvironment.Of(home: "/"),
            WorkingDirectory = "/",
            TimeLimit = s_limit,
            Input = input,
        };
        return await ChildProcess.StreamAsync(command, read, line => words = line.Length > 0 ? Printable.Line(line, MostWords) : words, clock, cancel) switch
        {
            ChildExit.Exited(0) => null,
            ChildExit.Exited(var code) => $"git cannot read {repository}: {(words.Length > 0 ? words : $"exit code {code}")}",
            ChildExit.TimedOut => $"git took more than {s_limit.TotalSeconds:0} seconds to read {repository}; the disk may be slow or away",
            ChildExit.NotStarted(var sentence) => $"git could not be started: {sentence}",
            var exit => throw new InvalidOperationException($"{exit} is no way to end"),
        };
    }
}
