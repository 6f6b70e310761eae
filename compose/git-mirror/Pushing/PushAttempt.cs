using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Pushing;

/// <summary>Runs <c>git push</c> for some refs of one mirror, and gives what became of each.</summary>
/// <param name="git">Runs it.</param>
/// <param name="repository">The mirror.</param>
/// <param name="destination">Where to.</param>
/// <param name="dryRun">Ask, and change nothing.</param>
/// <param name="limit">The time of one push; null is the usual one.</param>
public sealed class PushAttempt(GitExecutable git, string repository, GitUrl destination, bool dryRun, TimeSpan? limit)
{
    /// <summary>More refs at once take servers that check each longer than they allow themselves (GitLab: 50 s).</summary>
    private const int MostAtOnce = 200;

    /// <summary>Pushes that telling refs apart may cost in one turn.</summary>
    private const int MostPushes = 64;

    private bool _optionsTaken = true;
    private int _pushes;

    /// <summary>Pushes all of them, some at a time; what a server refuses as a whole is halved until the refs are found that it means.</summary>
    /// <param name="updates">In their order.</param>
    /// <param name="quiet">Whether the forge is asked to start no pipeline (GitLab and Gitea know <c>ci.skip</c>).</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="MirrorException">The destination cannot be pushed to at all.</exception>
    public async Task<IReadOnlyList<RefOutcome>> RunAsync(IReadOnlyList<RefUpdate> updates, bool quiet, CancellationToken cancel)
    {
        var outcomes = new List<RefOutcome>();
        foreach (var some in updates.Chunk(MostAtOnce))
            outcomes.AddRange(await HalvedAsync(some, quiet, cancel));
        return outcomes;
    }

    private async Task<IReadOnlyList<RefOutcome>> HalvedAsync(RefUpdate[] updates, bool quiet, CancellationToken cancel)
    {
        var (lines, words) = await PushAsync(updates, quiet, cancel);
        var whole = lines.Any(line => DestinationWords.IsOfTheWholePush(line.Reason));
        if (!whole || updates.Length == 1 || _pushes >= MostPushes)
            return [.. updates.Select(update => Outcome(update, lines, words))];
        var half = updates.Length / 2;
        return [.. await HalvedAsync(updates[..half], quiet, cancel), .. await HalvedAsync(updates[half..], quiet, cancel)];
    }

    private static RefOutcome Outcome(RefUpdate update, List<PorcelainLine> lines, LastWords words)
    {
        var line = lines.Find(line => line.Ref.Equals(update.Ref, StringComparison.Ordinal));
        return line switch
        {
            null => new RefOutcome(update, "refused", new MirrorFault.RefRefused(update.Ref, words.Verdict)),
            { What: "refused" } => new RefOutcome(update, "refused", DestinationWords.Fault(update.Ref, line.Reason, words)),
            _ => new RefOutcome(update, line.What, null),
        };
    }

    private async Task<(List<PorcelainLine> Lines, LastWords Words)> PushAsync(RefUpdate[] updates, bool quiet, CancellationToken cancel)
    {
        while (true)
        {
            _pushes++;
            var lines = new List<PorcelainLine>();
            var withOption = quiet && _optionsTaken;
            var push = new GitCommand(
                "push", ["--porcelain", .. dryRun ? ["--dry-run"] : Array.Empty<string>(), .. withOption ? ["-o", "ci.skip"] : Array.Empty<string>(), .. updates.Select(update => update.Lease)])
            {
                Repository = repository,
                Remote = destination,
                Positionals = [.. updates.Select(update => update.Refspec)],
                TimeLimit = limit,
            };
            var (code, words) = await git.TryAsync(
                push,
                text =>
                {
                    if (PorcelainLine.Parse(text) is { } line)
                        lines.Add(line);
                },
                cancel);
            if (withOption && words.Text.Contains("the receiving end does not support push options", StringComparison.Ordinal))
            {
                _optionsTaken = false;
                continue;
            }

            if (code != 0 && lines.Count == 0)
                throw new MirrorException(DestinationWords.Fault(words));
            return (lines, words);
        }
    }
}
