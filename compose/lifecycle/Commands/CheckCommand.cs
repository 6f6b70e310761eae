using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary><c>lifecycle check</c>: the file as it is understood, with every default filled in, on standard output; what has no effect, on standard error.</summary>
public static class CheckCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="words">What stands behind the command: nothing.</param>
    public static ExitCode Run(CommandContext context, IReadOnlyList<string> words)
    {
        if (words.Count > 0)
            return context.Refuse($"check takes no '{words[0]}'; write lifecycle check alone");
        foreach (var notice in context.Notices)
            context.Error.WriteLine($"lifecycle: {Printable.Line(notice)}");
        context.Output.Write(EffectiveConfiguration.Text(context.File));
        return ExitCode.Success;
    }
}
