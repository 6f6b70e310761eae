using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Credentials;

namespace RegistryJanitor.GitMirror.Git;

/// <summary>Runs git: a clean environment, a time limit, the whole process tree ended at it, every failure a <see cref="MirrorFault"/>.</summary>
/// <param name="fileName">A path, or a name in PATH.</param>
/// <param name="home">An empty directory of ours.</param>
/// <param name="rules">What upstreams may be.</param>
/// <param name="limits">How long it may take.</param>
/// <param name="clock">For the limits.</param>
/// <param name="log">Event id 3100, at Debug.</param>
public sealed partial class GitExecutable(string fileName, string home, UrlRules rules, GitLimits limits, TimeProvider clock, ILogger log)
{
    /// <summary>Who we are to the other sides.</summary>
    public CredentialBook Credentials { get; init; } = CredentialBook.Empty;

    /// <summary>What ssh is used with; null: it is not used.</summary>
    public SshFiles? Ssh { get; init; }

    /// <summary>Runs a command that has to succeed; its lines go to <paramref name="onLine"/>.</summary>
    /// <exception cref="MirrorException">It did not.</exception>
    public async Task RunAsync(GitCommand command, Action<string> onLine, CancellationToken cancel)
    {
        var (code, words) = await TryAsync(command, onLine, cancel);
        if (code != 0)
            throw new MirrorException(GitWords.Fault(words));
    }

    /// <summary>The same for a command whose lines do not matter.</summary>
    /// <exception cref="MirrorException">It did not succeed.</exception>
    public Task RunAsync(GitCommand command, CancellationToken cancel) => RunAsync(command, _ => { }, cancel);

    /// <summary>Runs a command that may fail; gives its exit code and its last words.</summary>
    /// <exception cref="MirrorException">It did not start, or took too long.</exception>
    public async Task<(int Code, LastWords Words)> TryAsync(GitCommand command, Action<string> onLine, CancellationToken cancel)
    {
        var overSsh = command.Remote is { IsSsh: true };
        var credential = command.Remote is { IsSsh: false } remote ? Credentials.For(remote.Uri) : null;
        var words = new LastWords(Credentials.Clean) { Remote = command.Remote is null ? null : new RemoteSide(Origin.Of(command.Remote.Uri), overSsh || credential is not null) };
        using var secret = credential is null ? null : new SecretMemory($"{credential.User}\n{credential.Password}");
        var child = new ChildCommand(fileName, command.Arguments)
        {
            Environment = WithAccess(GitEnvironment.Of(command, rules, limits.Stall, home), command, credential, secret),
            Input = command.Input,
            WorkingDirectory = home,
            TimeLimit = command.TimeLimit ?? limits.Command,
        };
        var exit = await ChildProcess.RunAsync(child, onLine, clock, cancel, words.Add);
        Log.Ran(log, command.Verb, command.Repository, exit, words.Text);
        return exit switch
        {
            ChildExit.Exited exited => (exited.Code, words),
            ChildExit.TimedOut late => throw new MirrorException(new MirrorFault.TimedOut(late.Limit)),
            ChildExit.NotStarted(var sentence) => throw new MirrorException(new MirrorFault.NoGit(sentence)),
            _ => throw new InvalidOperationException($"{exit} is no way to end"),
        };
    }

    private Dictionary<string, string?> WithAccess(IReadOnlyDictionary<string, string?> variables, GitCommand command, Credential? credential, SecretMemory? secret)
    {
        var all = variables.ToDictionary(StringComparer.Ordinal);
        if (secret is not null)
        {
            all["GIT_ASKPASS"] = Askpass.Executable;
            all[Askpass.ForVariable] = $"{credential!.Origin}";
            all[Askpass.FromVariable] = secret.Path;
        }

        if (Ssh is not null && command.Remote is { IsSsh: true } remote)
        {
            all["GIT_ALLOW_PROTOCOL"] = "ssh";
            all["GIT_SSH_VARIANT"] = "ssh";
            all["GIT_SSH_COMMAND"] = SshCommand.Of(Ssh, remote, command.Pin);
        }

        return all;
    }

    private static partial class Log
    {
        [LoggerMessage(3100, LogLevel.Debug, "git {Verb} in {Repository}: {Exit} {Words}")]
        public static partial void Ran(ILogger log, string verb, string? repository, ChildExit exit, string words);
    }
}
