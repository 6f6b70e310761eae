using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary><c>lifecycle daemon</c>: runs the other commands when the section schedule says.</summary>
public static class DaemonCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="words">What stands behind the command.</param>
    public static Task<ExitCode> RunAsync(CommandContext context, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Task.FromResult(context.Refuse("daemon is not built yet; use a later version"));
    }
}
