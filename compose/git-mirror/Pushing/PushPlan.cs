using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Pushing;

/// <summary>What a destination lacks to be like the mirror, in the order in which it is pushed.</summary>
/// <param name="First">The default branch: alone, so that no limit on pipelines a push can swallow its own, and so that an empty project makes it its default.</param>
/// <param name="Rest">Other branches and tags; before them deletions without which they fail (<c>feature</c> stands in the way of <c>feature/one</c>).</param>
/// <param name="Doubtful">What was refused last time, one by one: many servers refuse a whole push for one ref of it.</param>
/// <param name="Delete">What upstream no longer has and we once pushed; last, when nothing can need it any more.</param>
/// <param name="Overwritten">Tips at the destination that are not ours and would be lost.</param>
/// <param name="Diverged">Refs that somebody else changed at the destination, and which are left alone.</param>
/// <param name="Blocked">Refs that cannot exist beside one of those, each with the one.</param>
/// <param name="Foreign">Refs of the destination that upstream never had here; always left alone.</param>
public sealed record PushPlan(
    IReadOnlyList<RefUpdate> First,
    IReadOnlyList<RefUpdate> Rest,
    IReadOnlyList<RefUpdate> Doubtful,
    IReadOnlyList<RefUpdate> Delete,
    IReadOnlyList<RefUpdate> Overwritten,
    IReadOnlyList<string> Diverged,
    IReadOnlyList<(string Ref, string By)> Blocked,
    IReadOnlyList<string> Foreign)
{
    /// <summary>Whether there is anything to do.</summary>
    public bool IsEmpty => First.Count + Rest.Count + Doubtful.Count + Delete.Count == 0;

    /// <summary>Pure.</summary>
    /// <param name="here">The mirror.</param>
    /// <param name="there">The destination, as far as the mirror's patterns reach.</param>
    /// <param name="isOurs">Whether we left a ref there as it is.</param>
    /// <param name="keepDivergent">Whether what somebody else changed is left alone.</param>
    /// <param name="isAncestor">Whether a commit that the destination has is part of what the mirror has under the same name: then nothing is lost.</param>
    /// <param name="refused">Names that were refused last time.</param>
    public static PushPlan Of(
        RefSet here, RefSet there, Func<string, ObjectId, bool> isOurs, bool keepDivergent, Func<RefUpdate, bool> isAncestor, IReadOnlySet<string> refused)
    {
        var updates = new List<RefUpdate>();
        var (overwritten, diverged) = (new List<RefUpdate>(), new List<string>());
        foreach (var (name, wanted) in here.Refs)
        {
            var has = there.Of(name);
            if (has == wanted)
                continue;
            var update = new RefUpdate(name, has, wanted);
            var isForeign = has is { } tip && !isOurs(name, tip) && !isAncestor(update);
            if (isForeign && keepDivergent)
                diverged.Add(name);
            else
                updates.Add(update);
            if (isForeign && !keepDivergent)
                overwritten.Add(update);
        }

        var gone = there.Refs.Where(old => !here.Refs.ContainsKey(old.Key)).ToList();
        var ours = gone.FindAll(old => isOurs(old.Key, old.Value)).ConvertAll(old => new RefUpdate(old.Key, old.Value, null));
        var foreign = gone.FindAll(old => !isOurs(old.Key, old.Value)).ConvertAll(old => old.Key);
        var theirs = new RefConflicts(foreign);
        var blocked = updates.FindAll(update => update.From is null && theirs.With(update.Ref));
        updates.RemoveAll(update => update.From is null && theirs.With(update.Ref));

        var added = new RefConflicts(updates.FindAll(update => update.From is null).ConvertAll(update => update.Ref));
        var clear = ours.FindAll(old => added.With(old.Ref));
        var cleared = new RefConflicts(clear.ConvertAll(old => old.Ref));
        bool IsFirst(RefUpdate update) => update.Ref.Equals(here.Head, StringComparison.Ordinal) && !(update.From is null && cleared.With(update.Ref));
        return new PushPlan(
            updates.FindAll(IsFirst),
            [.. clear, .. updates.Where(update => !IsFirst(update) && !refused.Contains(update.Ref))],
            updates.FindAll(update => !IsFirst(update) && refused.Contains(update.Ref)),
            ours.FindAll(old => !added.With(old.Ref)),
            overwritten,
            diverged,
            blocked.ConvertAll(update => (update.Ref, theirs.InTheWayOf(update.Ref)!)),
            foreign);
    }
}
