using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary><c>lifecycle sync</c>: copies the tags that the section sync selects.</summary>
public static class SyncCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="words">What stands behind the command.</param>
    public static Task<ExitCode> RunAsync(CommandContext context, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Task.FromResult(context.Refuse("sync is not built yet; use a later version"));
    }
}
