using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary>The commit of the folder with the templates, as git tells it.</summary>
public static class ConfigurationRevision
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    /// <summary>In full; null: the folder is in no repository, or there is no git. Nothing depends on it but a label.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="git">A path, or a name in PATH.</param>
    /// <param name="clock">For the time limit.</param>
    /// <param name="cancel">Ends git.</param>
    public static async Task<string?> OfAsync(string folder, string git, TimeProvider clock, CancellationToken cancel)
    {
        var answer = "";
        var exit = await ChildProcess.RunAsync(
            new ChildCommand(git, "-C", folder, "rev-parse", "--verify", "--quiet", "--end-of-options", "HEAD^{commit}")
            {
                // "/" is there in any image, and git writes nothing to its home.
                Environment = MirrorGitEnvironment.Of(home: "/"),
                WorkingDirectory = "/",
                TimeLimit = s_limit,
            },
            line => answer = line,
            clock,
            cancel,
            _ => { });
        return exit is ChildExit.Exited(0) && (answer.Length is 40 or 64) && answer.All(char.IsAsciiHexDigitLower) ? answer : null;
    }
}
