using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary><c>lifecycle status</c>: writes the report.</summary>
public static class StatusCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="words">What stands behind the command.</param>
    public static Task<ExitCode> RunAsync(CommandContext context, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Task.FromResult(context.Refuse("status is not built yet; use a later version"));
    }
}
