using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary><c>lifecycle eol</c>: renews and judges ends of life.</summary>
public static class EolCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="words">What stands behind the command.</param>
    public static Task<ExitCode> RunAsync(CommandContext context, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Task.FromResult(context.Refuse("eol is not built yet; use a later version"));
    }
}
