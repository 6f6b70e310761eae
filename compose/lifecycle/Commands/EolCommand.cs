using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.State;

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
            ["check", ..] => Task.FromResult(EolCheckCommand.Run(context, [.. words.Skip(1)], CopiedTags(context.Settings.DataDirectory))),
            [] => Task.FromResult(context.Refuse("eol does not say what; write lifecycle eol update or lifecycle eol check")),
            [var other, ..] => Task.FromResult(context.Refuse($"eol knows no '{Printable.Line(other, 60)}'; write lifecycle eol update or lifecycle eol check")),
        };
    }

    /// <summary>The tags that the target of an entry is known to have, from the records of sync.</summary>
    private static Func<SyncEntry, IReadOnlyList<string>> CopiedTags(string dataDirectory)
    {
        var state = new Lazy<SyncState>(() => SyncStateFile.Read(dataDirectory));
        return entry => state.Value.ImagesAt(entry.Source.Name, entry.Target.Name);
    }
}
