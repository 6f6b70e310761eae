using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>
/// Does what a plan says, one manifest at a time. 1. The whole repository is as it was when the plan was made. 2. What goes is asked for once more, and still has its
/// digest. 3. It is deleted. 4. It is remembered. 5. The whole repository is looked at again: what was to stay is there, as it was; that is 1 for the next.
/// </summary>
/// <param name="registries">Who is asked.</param>
/// <param name="parallelism">Questions that are put at once; deletions never are.</param>
/// <param name="clock">For when it was.</param>
/// <param name="remember">Told of every tag that went, before anything else is done.</param>
internal sealed class CleanupApply(RegistryClient registries, int parallelism, TimeProvider clock, Action<RemovedTagRecord> remember)
{
    /// <summary>All repositories, none stopped by another's failure, all by a loss.</summary>
    internal async Task<IReadOnlyList<CleanupOutcome>> RunAsync(IReadOnlyList<RepositoryPlan> plans, CancellationToken cancel)
    {
        var outcomes = new List<CleanupOutcome>();
        foreach (var plan in plans)
        {
            outcomes.Add(outcomes.Exists(outcome => outcome.IsLoss)
                ? new CleanupOutcome(plan, [], plan.Going.Count > 0 ? "was not begun, for a tag was lost elsewhere; see above" : null)
                : await OneAsync(plan, cancel));
            if (cancel.IsCancellationRequested)
                break;
        }

        return outcomes;
    }

    private async Task<CleanupOutcome> OneAsync(RepositoryPlan plan, CancellationToken cancel)
    {
        var removed = new List<RemovedTagRecord>();
        if (plan.Going.Count == 0)
            return new CleanupOutcome(plan, removed);
        try
        {
            var watch = new RepositoryWatch(registries, plan, parallelism);
            await watch.LookAsync(after: null, cancel);
            foreach (var digest in Order(plan.Going))
                await DeleteAsync(plan, digest, watch, removed, cancel);
            return new CleanupOutcome(plan, removed);
        }
        catch (ChangedRepositoryException changed)
        {
            return new CleanupOutcome(plan, removed, changed.Message, changed.IsLoss);
        }
        catch (RegistryException refused)
        {
            return new CleanupOutcome(plan, removed, refused.Message);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return new CleanupOutcome(plan, removed, "was stopped before its end; the next run goes on");
        }
    }

    /// <summary>Oldest first, and before each manifest what speaks of it: in the other order a crash would leave signatures of nothing for good.</summary>
    private static List<Digest> Order(IReadOnlyList<TagVerdict> going)
    {
        var order = new List<Digest>();
        foreach (var verdict in going.Reverse().Where(verdict => verdict.With is null))
            Add(verdict.Seen.Digest!.Value, going, order, []);
        return order;
    }

    private static void Add(Digest digest, IReadOnlyList<TagVerdict> going, List<Digest> order, HashSet<Digest> above)
    {
        if (order.Contains(digest) || !above.Add(digest))
            return;
        foreach (var about in going.Where(verdict => verdict.With == digest))
            Add(about.Seen.Digest!.Value, going, order, above);
        order.Add(digest);
    }

    private async Task DeleteAsync(RepositoryPlan plan, Digest digest, RepositoryWatch watch, List<RemovedTagRecord> removed, CancellationToken cancel)
    {
        var repository = plan.Target.Repository;
        var there = new List<TagVerdict>();
        foreach (var verdict in plan.Going.Where(verdict => verdict.Seen.Digest == digest))
        {
            var head = await registries.HeadAsync(repository.WithTag(verdict.Seen.Tag), cancel);
            if (head is not null && head.Digest != digest)
                throw new ChangedRepositoryException($"{verdict.Seen.Tag} has moved to {head.Digest} since the plan was made; nothing more goes here, run it again", isLoss: false);
            if (head is not null)
                there.Add(verdict);
        }

        if (there.Count == 0)
            return;
        await DeleteAsync(plan, digest, cancel);
        foreach (var verdict in there)
        {
            watch.Gone(verdict.Seen.Tag);
            var record = new RemovedTagRecord(repository.Name, verdict.Seen.Tag.Value, digest.ToString(), clock.GetUtcNow(), verdict.Reason);
            removed.Add(record);
            remember(record);
        }

        // Also after Ctrl+C: whoever stops it has to know whether something is lost.
        await watch.LookAsync(digest, CancellationToken.None);
        cancel.ThrowIfCancellationRequested();
    }

    private async Task DeleteAsync(RepositoryPlan plan, Digest digest, CancellationToken cancel)
    {
        var repository = plan.Target.Repository;
        cancel.ThrowIfCancellationRequested();
        try
        {
            // Not given up in the middle: then nobody would know whether it went.
            await registries.DeleteManifestAsync(repository, digest, CancellationToken.None);
        }
        catch (RegistryException gone) when (gone.Fault is RegistryFault.NotFound)
        {
            throw new ChangedRepositoryException($"{digest} was deleted by somebody else; nothing more goes here, run it again", isLoss: false);
        }
        catch (RegistryException unsure) when (unsure.Fault is RegistryFault.Unreachable or RegistryFault.Trouble)
        {
            // It may have done it all the same, and then it has to be remembered and looked after.
            if (await registries.HeadAsync(repository.WithDigest(digest), CancellationToken.None) is not null)
                throw;
        }
        catch (RegistryException off) when (off.Fault is RegistryFault.ReadOnly)
        {
            throw new RegistryException(
                off.Fault,
                $"{repository.Registry} answers 405 to the deletion of {digest} of {repository.Repository}: deletion is off, or it is read-only at present; set REGISTRY_STORAGE_DELETE_ENABLED=true for it");
        }
    }
}
