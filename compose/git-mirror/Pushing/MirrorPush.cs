using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Git;
using RegistryJanitor.GitMirror.Repositories;

namespace RegistryJanitor.GitMirror.Pushing;

/// <summary>
/// Makes a destination like its mirror. Never <c>--mirror</c>, never <c>--force</c>: every ref is named, with what the destination was seen to have.
/// <list type="number">
/// <item>Sweep what a killed push left, and look: the destination's refs in one request.</item>
/// <item>Keep aside what somebody else made there and is about to be overwritten.</item>
/// <item>Large files, where the mirror has them: some forges refuse a commit without.</item>
/// <item>The default branch, alone.</item>
/// <item>The other branches and the tags, asking for no pipelines; refs that were refused last time one by one.</item>
/// <item>The destination's default branch becomes upstream's.</item>
/// <item>Deletions: of what we once pushed and is as we left it.</item>
/// <item>Write down what we left there.</item>
/// </list>
/// </summary>
/// <param name="git">Runs git.</param>
/// <param name="settings">How.</param>
/// <param name="forge">The destination's API; null: none is known.</param>
/// <param name="clock">For the names of what is kept.</param>
public sealed class MirrorPush(GitExecutable git, MirrorSettings settings, IForge? forge, TimeProvider clock)
{
    private readonly MirrorLayout _layout = new(settings.DataDirectory);

    /// <summary>Runs the phases; the caller holds the mirror.</summary>
    /// <param name="mirror">Which; it has a destination.</param>
    /// <param name="destination">Its destination.</param>
    /// <param name="here">What the mirror has.</param>
    /// <param name="refused">Refs that were refused last time.</param>
    /// <param name="cancel">Stops it between any two steps.</param>
    /// <exception cref="MirrorException">The destination cannot be looked at or pushed to at all.</exception>
    public async Task<PushResult> RunAsync(Mirror mirror, Destination destination, RefSet here, IReadOnlySet<string> refused, CancellationToken cancel)
    {
        var repository = new MirrorRepository(_layout.Repository(mirror.Name), git);
        Leftovers.Sweep(repository.Path);
        await repository.BeginPushesAsync(destination.Url, cancel);
        var there = await AtDestinationAsync(() => LookAsync(mirror, destination, cancel));
        var pushed = await repository.PushedAsync(cancel);
        var plan = await PlanAsync(repository, here, there, pushed, refused, cancel);

        var kept = await AtDestinationAsync(() => repository.KeepAsideAsync(destination.Url, [.. plan.Overwritten.Select(update => update.Ref)], clock.GetUtcNow(), cancel));
        if (mirror.LargeFiles && !plan.IsEmpty)
            await AtDestinationAsync(() => LargeFilesAsync(repository, destination, cancel));

        var push = new PushAttempt(git, _layout, mirror.Name, destination.Url, dryRun: false, there.Refs.Count == 0 ? settings.Limits.FirstFetch : null);
        var faults = new List<MirrorFault>();
        IReadOnlyList<string> deletedByForge = [];
        try
        {
            await push.InitAsync(HexDigits(here), cancel);
            deletedByForge = await PushAsync(push, plan, destination, here, there, faults, cancel);
        }
        catch (MirrorException failed)
        {
            // What went before it is told, and written down, as it is.
            faults.Add(failed.Fault);
        }
        finally
        {
            // Also when it is stopped: what is at the destination and not recorded would be taken for somebody else's.
            var reached = After(there, push.Outcomes, deletedByForge);
            await repository.ChangeAsync(PushedRefs.Dropped(pushed, reached), CancellationToken.None);
            await repository.ChangeAsync(PushedRefs.Recorded(pushed, here, reached), CancellationToken.None);
        }

        faults.AddRange(push.Outcomes.Where(outcome => !outcome.Done && !deletedByForge.Contains(outcome.Update.Ref, StringComparer.Ordinal)).Select(outcome => outcome.Refusal!));
        faults.AddRange(plan.Blocked.Select(one => new MirrorFault.NameBlocked(one.Ref, one.By)));
        if (plan.Diverged.Count > 0)
            faults.Add(new MirrorFault.Diverged(plan.Diverged));
        return new PushResult(After(there, push.Outcomes, deletedByForge), push.Outcomes, kept, plan.Foreign, faults);
    }

    /// <summary>What <see cref="RunAsync"/> would do, as <c>git push --dry-run</c> has it: hooks of the destination are not asked.</summary>
    /// <exception cref="MirrorException">The destination cannot be looked at.</exception>
    public async Task<(PushPlan Plan, IReadOnlyList<RefOutcome> Outcomes)> PreviewAsync(Mirror mirror, Destination destination, RefSet wanted, CancellationToken cancel)
    {
        var repository = new MirrorRepository(_layout.Repository(mirror.Name), git);
        var there = await AtDestinationAsync(() => LookAsync(mirror, destination, cancel));
        var pushed = repository.WasPushedTo(destination.Url) ? await repository.PushedAsync(cancel) : RefSet.Empty;
        var plan = await PlanAsync(repository, wanted, there, pushed, new HashSet<string>(StringComparer.Ordinal), cancel);
        var push = new PushAttempt(git, _layout, mirror.Name, destination.Url, dryRun: true, limit: null);
        await push.InitAsync(HexDigits(wanted), cancel);
        foreach (var (updates, quiet) in new[] { (plan.First, false), (plan.Rest, true), (plan.Delete, true) })
            await push.RunAsync(updates, quiet, cancel);
        return (plan, push.Outcomes);
    }

    private static int HexDigits(RefSet refs) => refs.Tip?.Hex.Length ?? 40;

    /// <summary>Phases 4 to 7; gives what the forge deleted, and adds what it would not do.</summary>
    private async Task<IReadOnlyList<string>> PushAsync(
        PushAttempt push, PushPlan plan, Destination destination, RefSet here, RefSet there, List<MirrorFault> faults, CancellationToken cancel)
    {
        await push.RunAsync(plan.First, quiet: false, cancel);
        await push.RunAsync(plan.Rest, quiet: true, cancel);
        foreach (var doubtful in plan.Doubtful)
            await push.RunAsync([doubtful], quiet: true, cancel);

        if (await SwitchDefaultAsync(destination, here, After(there, push.Outcomes, []), cancel) is { } unswitched)
            faults.Add(unswitched);
        var deletions = await push.RunAsync(plan.Delete, quiet: true, cancel);
        return await ByForgeAsync(destination, deletions, faults, cancel);
    }

    private static RefSet After(RefSet there, IEnumerable<RefOutcome> outcomes, IReadOnlyList<string> deletedByForge)
    {
        var after = RefSet.Empty with { Head = there.Head };
        foreach (var (name, id) in there.Refs)
            after.Refs[name] = id;
        foreach (var (name, to) in outcomes.Where(outcome => outcome.Done).Select(outcome => (outcome.Update.Ref, outcome.Update.To)))
        {
            if (to is { } id)
                after.Refs[name] = id;
            else
                after.Refs.Remove(name);
        }

        foreach (var name in deletedByForge)
            after.Refs.Remove(name);
        return after;
    }

    private async Task<RefSet> LookAsync(Mirror mirror, Destination destination, CancellationToken cancel)
    {
        try
        {
            return await new RemoteRefs(git).OfAsync(destination.Url, pin: null, mirror, cancel);
        }
        catch (MirrorException empty) when (empty.Fault is MirrorFault.UpstreamEmpty)
        {
            // A new project. A portal answers like that, too; it will take no push.
            return RefSet.Empty;
        }
    }

    private async Task<bool> LargeFilesAsync(MirrorRepository repository, Destination destination, CancellationToken cancel)
    {
        await new LargeFiles(git, settings.Limits).PushAsync(repository.Path, destination.Url, cancel);
        return true;
    }

    /// <summary>What goes wrong on the way is told of the destination.</summary>
    private static async Task<T> AtDestinationAsync<T>(Func<Task<T>> step)
    {
        try
        {
            return await step();
        }
        catch (MirrorException failed)
        {
            throw new MirrorException(DestinationWords.OfDestination(failed.Fault));
        }
    }

    private async Task<PushPlan> PlanAsync(MirrorRepository repository, RefSet here, RefSet there, RefSet pushed, IReadOnlySet<string> refused, CancellationToken cancel)
    {
        var isOurs = PushedRefs.Ours(pushed, await repository.KeptAsync(cancel));
        var behind = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, theirs) in there.Refs)
        {
            if (here.Of(name) is { } ours && ours != theirs && !isOurs(name, theirs) && await repository.IsAncestorAsync(theirs, ours, cancel))
                behind.Add(name);
        }

        return PushPlan.Of(here, there, isOurs, settings.Push.KeepDivergent, update => behind.Contains(update.Ref), refused);
    }

    private async Task<MirrorFault?> SwitchDefaultAsync(Destination destination, RefSet here, RefSet there, CancellationToken cancel)
    {
        if (forge is null || destination.Project is not { } project || here.Head is not { } head || there.Of(head) is null
            || RefNames.Short(head).Equals(project.DefaultBranch, StringComparison.Ordinal))
            return null;
        try
        {
            await forge.SetDefaultBranchAsync(project, RefNames.Short(head), cancel);
            return null;
        }
        catch (MirrorException refused)
        {
            return refused.Fault;
        }
    }

    /// <summary>A protected branch cannot be deleted by a push, whoever pushes.</summary>
    private async Task<IReadOnlyList<string>> ByForgeAsync(Destination destination, IReadOnlyList<RefOutcome> deletions, List<MirrorFault> faults, CancellationToken cancel)
    {
        var deleted = new List<string>();
        if (forge is null || destination.Project is not { } project)
            return deleted;
        foreach (var (name, at) in deletions.Where(deletion => deletion.Refusal is MirrorFault.ProtectedDeletion).Select(deletion => (deletion.Update.Ref, deletion.Update.From)))
        {
            if (!name.StartsWith("refs/heads/", StringComparison.Ordinal) || at is not { } tip)
                continue;
            try
            {
                await forge.DeleteBranchAsync(project, RefNames.Short(name), tip, cancel);
                deleted.Add(name);
            }
            catch (MirrorException refused)
            {
                faults.Add(refused.Fault);
            }
        }

        return deleted;
    }
}
