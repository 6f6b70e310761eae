using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Git;
using RegistryJanitor.GitMirror.Repositories;

namespace RegistryJanitor.GitMirror.Pushing;

/// <summary>Runs <c>git push</c> for some refs of one mirror, and gives what became of each.</summary>
/// <param name="git">Runs it.</param>
/// <param name="layout">Where it is pushed from.</param>
/// <param name="mirror">Which.</param>
/// <param name="destination">Where to.</param>
/// <param name="dryRun">Ask, and change nothing.</param>
/// <param name="limit">The time of one push; null is the usual one.</param>
public sealed class PushAttempt(GitExecutable git, MirrorLayout layout, MirrorName mirror, GitUrl destination, bool dryRun, TimeSpan? limit)
{
    /// <summary>More refs at once take servers that check each longer than they allow themselves (GitLab: 50 s).</summary>
    private const int MostAtOnce = 200;

    /// <summary>Pushes that telling refs apart may cost in one turn.</summary>
    private const int MostPushes = 64;

    private readonly List<RefOutcome> _outcomes = [];
    private bool _optionsTaken = true;
    private int _pushes;

    /// <summary>What became of every ref so far, also when a later push could not be made.</summary>
    public IReadOnlyList<RefOutcome> Outcomes => _outcomes;

    /// <summary>Makes the repository that is pushed from. Repeated, it changes nothing.</summary>
    public Task InitAsync(int hexDigits, CancellationToken cancel)
    {
        var path = layout.PushRepository(mirror);
        Directory.CreateDirectory(path);
        return new MirrorRepository(path, git).InitAsync(hexDigits, cancel);
    }

    /// <summary>Pushes all of them, some at a time; what a server refuses as a whole is halved until the refs are found that it means.</summary>
    /// <param name="updates">In their order.</param>
    /// <param name="quiet">Whether the forge is asked to start no pipeline (GitLab and Gitea know <c>ci.skip</c>).</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="MirrorException">The destination cannot be pushed to at all.</exception>
    public async Task<IReadOnlyList<RefOutcome>> RunAsync(IReadOnlyList<RefUpdate> updates, bool quiet, CancellationToken cancel)
    {
        var before = _outcomes.Count;
        foreach (var some in updates.Chunk(MostAtOnce))
            await HalvedAsync(some, quiet, cancel);
        return _outcomes[before..];
    }

    private async Task HalvedAsync(RefUpdate[] updates, bool quiet, CancellationToken cancel)
    {
        var (lines, words) = await PushAsync(updates, quiet, cancel);
        var whole = lines.Any(line => DestinationWords.IsOfTheWholePush(line.Reason));
        if (!whole || updates.Length == 1 || _pushes >= MostPushes)
        {
            _outcomes.AddRange(updates.Select(update => Outcome(update, lines, words)));
            return;
        }

        var half = updates.Length / 2;
        await HalvedAsync(updates[..half], quiet, cancel);
        await HalvedAsync(updates[half..], quiet, cancel);
    }

    private RefOutcome Outcome(RefUpdate update, List<PorcelainLine> lines, LastWords words)
    {
        var line = lines.Find(line => line.Ref.Equals(update.Ref, StringComparison.Ordinal));
        return line switch
        {
            null => new RefOutcome(update, "refused", new MirrorFault.RefRefused(update.Ref, words.Verdict)),
            { What: "refused" } => new RefOutcome(update, "refused", DestinationWords.Fault(update.Ref, git.Credentials.Clean(line.Reason), words)),
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
                Repository = layout.PushRepository(mirror),
                ObjectsOf = layout.Repository(mirror),
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
