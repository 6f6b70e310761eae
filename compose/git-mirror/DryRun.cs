using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Git;
using RegistryJanitor.GitMirror.Repositories;

namespace RegistryJanitor.GitMirror;

/// <summary>
/// <c>git-mirror --dry-run</c>: what a pass would change here and at the destinations, ref by ref. Objects may arrive, which spares the pass that follows
/// from fetching them; no ref that anybody reads changes, and nothing at a destination.
/// </summary>
/// <param name="tools">Work on mirrors.</param>
public sealed class DryRun(MirrorTools tools)
{
    /// <summary>Writes the plan; <see cref="ExitCode.Failed"/> when some of it cannot be known or would be refused.</summary>
    public async Task<ExitCode> WriteAsync(IReadOnlyList<Mirror> mirrors, TextWriter output, CancellationToken cancel)
    {
        var exit = ExitCode.Success;
        foreach (var mirror in mirrors.Where(mirror => !mirror.Skip))
        {
            IReadOnlyList<string> lines;
            bool good;
            try
            {
                Directory.CreateDirectory(tools.Layout.Mirrors);
                Directory.CreateDirectory(tools.Layout.Home);
                using var hold = MirrorHold.Take(tools.Layout.Lock(mirror.Name));
                (lines, good) = await OfAsync(mirror, cancel);
            }
            catch (MirrorException failed)
            {
                (lines, good) = ([$"  {failed.Fault}"], false);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                (lines, good) = ([$"  {MirrorFault.Of(refused)}"], false);
            }

            if (!good)
                exit = ExitCode.Failed;
            await output.WriteLineAsync($"{mirror.Name}{(lines.Count == 0 ? ": nothing to do" : "")}");
            foreach (var line in lines)
                await output.WriteLineAsync(line);
        }

        return exit;
    }

    private async Task<(IReadOnlyList<string> Lines, bool Good)> OfAsync(Mirror mirror, CancellationToken cancel)
    {
        var lines = new List<string>();
        var repository = tools.Repository(mirror);
        var arrival = await tools.Fetch.ArriveAsync(mirror, elsewhere: false, accepted: false, cancel);
        if (arrival is null)
            return await ThereAsync(mirror, await repository.RefsAsync(cancel), lines, good: true, cancel);
        var (before, plan) = (arrival.Before, arrival.Plan);
        lines.AddRange(plan.Write.Select(next => Line("here", before.Of(next.Key) is null ? "created" : "updated", next.Key, before.Of(next.Key), next.Value)));
        lines.AddRange(plan.Clear.Concat(plan.Delete).Select(old => Line("here", "deleted", old.Key, old.Value, null)));
        if (!string.Equals(plan.Head, before.Head, StringComparison.Ordinal))
            lines.Add($"  here   default      {plan.Head}");
        if (arrival.Braked is { } braked)
            lines.Add($"  {braked}");
        return await ThereAsync(mirror, plan.After(before), lines, arrival.Braked is null, cancel);
    }

    private async Task<(IReadOnlyList<string> Lines, bool Good)> ThereAsync(Mirror mirror, RefSet wanted, List<string> lines, bool good, CancellationToken cancel)
    {
        if (mirror.Destination is not { } destination)
            return (lines, good);

        var (toPush, outcomes) = await tools.Push.PreviewAsync(mirror, destination, wanted, cancel);
        lines.AddRange(toPush.Overwritten.Select(update => Line("there", "kept aside", update.Ref, update.From, update.From)));
        foreach (var outcome in outcomes.Where(outcome => outcome.What is not "unchanged"))
            lines.Add(Line("there", outcome.What, outcome.Update.Ref, outcome.Update.From, outcome.Update.To) + (outcome.Refusal is { } why ? $"  {why}" : ""));
        if (destination.Project is { } project && wanted.Head is { } head && !RefNames.Short(head).Equals(project.DefaultBranch, StringComparison.Ordinal))
            lines.Add($"  there  default      {head}");
        lines.AddRange(toPush.Diverged.Select(name => $"  there  diverged     {name}, left alone"));
        lines.AddRange(toPush.Blocked.Select(one => $"  there  blocked      {one.Ref}, by {one.By}"));
        lines.AddRange(toPush.Foreign.Select(name => $"  there  foreign      {name}, left alone"));
        return (lines, good && toPush.Diverged.Count + toPush.Blocked.Count == 0 && outcomes.All(outcome => outcome.Done));
    }

    private static string Line(string where, string what, string name, ObjectId? from, ObjectId? to) =>
        $"  {where,-5}  {what,-11}  {name}  {from?.Hex[..12] ?? "-"}..{to?.Hex[..12] ?? "-"}";
}
