using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;

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
        return words switch
        {
            ["update", ..] => EolUpdateCommand.RunAsync(context, [.. words.Skip(1)]),
            ["check", ..] => Task.FromResult(EolCheckCommand.Run(context, [.. words.Skip(1)], CopiedTags)),
            [] => Task.FromResult(context.Refuse("eol does not say what; write lifecycle eol update or lifecycle eol check")),
            [var other, ..] => Task.FromResult(context.Refuse($"eol knows no '{Printable.Line(other, 60)}'; write lifecycle eol update or lifecycle eol check")),
        };
    }

    /// <summary>The tags that the target of an entry is known to have.</summary>
    // Nothing keeps a record of copies yet.
    private static IReadOnlyList<string> CopiedTags(SyncEntry entry) => [];
}
