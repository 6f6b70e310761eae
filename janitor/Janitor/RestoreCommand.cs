using Microsoft.Extensions.Logging;
using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;

namespace RegistryJanitor;

/// <summary><c>janitor restore REPOSITORY:TAG [--force]</c>.</summary>
internal static class RestoreCommand
{
    /// <summary>Brings a tag back and says so, or why not.</summary>
    public static async Task<ExitCode> RunAsync(TagName name, bool force, JanitorSettings settings, TimeProvider clock, ILogger log)
    {
        var layout = new StorageLayout(settings.DataDirectory);
        RestoreOutcome? outcome = null;
        var result = await new LeasedWork(layout, clock, log).RunAsync(
            (mutator, stop) =>
            {
                // A tag of a pass that was cut off waits in that pass's trash.
                Recovery.Run(layout, mutator, settings.Undo > TimeSpan.Zero, stop);
                outcome = new TagRestore(layout, mutator, clock.GetUtcNow()).Restore(name.Repository, name.Tag, settings.Undo, force);
                return Task.FromResult<PassResult>(new PassResult.Succeeded());
            },
            CancellationToken.None).ConfigureAwait(false);
        return (result, outcome) switch
        {
            (PassResult.Busy { Sentence: var sentence }, _) => Refuse(sentence, ExitCode.Busy),
            (PassResult.Failed { Sentence: var sentence }, _) => Refuse(sentence, ExitCode.Failed),
            (_, RestoreOutcome.Restored { Tag: var tag }) => Commands.Say($"{name} is back: {tag.Target}, evicted {tag.Pass.Began.UtcDateTime:u}. It counts as pushed now."),
            (_, RestoreOutcome.NotThere) => Refuse($"no evicted tag {name} can come back; `janitor trash` lists those that can", ExitCode.Failed),
            (_, RestoreOutcome.Exists) => Refuse($"{name} is there again; --force puts the evicted one in its place, and the present one can then come back in turn", ExitCode.Failed),
            (_, RestoreOutcome.Lost { Tag: var tag }) => Refuse($"{name} cannot come back: its manifest {tag.Target} was deleted from the repository", ExitCode.Failed),
            (_, RestoreOutcome.Failed { Fault: var fault }) => Refuse($"{name} could not be restored. {fault}", ExitCode.Failed),
            _ => throw new InvalidOperationException("A restore has five outcomes."),
        };
    }

    private static ExitCode Refuse(string sentence, ExitCode code)
    {
        Console.Error.WriteLine($"janitor: {sentence}");
        return code;
    }
}
