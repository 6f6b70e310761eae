using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary><c>lifecycle build</c>: builds images from their templates.</summary>
public static class BuildCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="words">What stands behind the command.</param>
    public static Task<ExitCode> RunAsync(CommandContext context, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Task.FromResult(context.Refuse("build is not built yet; use a later version"));
    }
}
