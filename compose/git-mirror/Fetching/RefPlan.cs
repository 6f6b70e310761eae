using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Fetching;

/// <summary>
/// What makes the mirror like its upstream, in the order in which it is done. Killed between any two, the mirror still has every ref that it had or gets,
/// HEAD names a branch that is there unless that one has to make way, and the next fetch does the rest.
/// </summary>
/// <param name="Keep">1. Tips that nothing will lead to any more, by the ref that had them.</param>
/// <param name="Clear">2. Deletions without which a write fails: <c>feature</c> stands in the way of <c>feature/one</c>.</param>
/// <param name="Write">3. New and moved refs.</param>
/// <param name="Head">4. The branch that HEAD is to name.</param>
/// <param name="Delete">5. What the upstream no longer has.</param>
public sealed record RefPlan(
    IReadOnlyList<KeyValuePair<string, ObjectId>> Keep,
    IReadOnlyList<KeyValuePair<string, ObjectId>> Clear,
    IReadOnlyList<KeyValuePair<string, ObjectId>> Write,
    string? Head,
    IReadOnlyList<KeyValuePair<string, ObjectId>> Delete)
{
    /// <summary>Pure.</summary>
    /// <param name="here">The mirror.</param>
    /// <param name="there">The upstream.</param>
    /// <param name="mayDelete">Whether the brake lets go.</param>
    /// <param name="isLost">Whether an old tip is reachable from nothing that the upstream has.</param>
    public static RefPlan Of(RefSet here, RefSet there, bool mayDelete, Func<ObjectId, bool> isLost)
    {
        var gone = mayDelete ? here.Refs.Where(old => !there.Refs.ContainsKey(old.Key)).ToList() : [];
        var moved = Moved(here, there).ToList();
        var added = there.Refs.Keys.Where(name => !here.Refs.ContainsKey(name)).ToList();
        var inTheWay = new RefConflicts(added);
        var clear = gone.Where(old => inTheWay.With(old.Key)).ToDictionary(StringComparer.Ordinal);
        var mine = new RefConflicts(mayDelete ? [] : here.Refs.Keys);
        // What may not be deleted also keeps what it stands in the way of from being written.
        var writable = there.Refs
            .Where(next => !here.Refs.TryGetValue(next.Key, out var old) || old != next.Value)
            .Where(next => mayDelete || !mine.With(next.Key))
            .ToList();
        // Where it stands in the way of what may not go, HEAD stays, too.
        var head = there.Head is { } named && (here.Refs.ContainsKey(named) || writable.Exists(next => next.Key.Equals(named, StringComparison.Ordinal))) ? named : here.Head;
        return new RefPlan(
            [.. gone, .. moved.Where(old => !old.Key.StartsWith("refs/heads/", StringComparison.Ordinal) || isLost(old.Value))],
            [.. clear],
            writable,
            head,
            gone.FindAll(old => !clear.ContainsKey(old.Key)));
    }

    /// <summary>The mirror once all of this is done.</summary>
    public RefSet After(RefSet here)
    {
        var after = RefSet.Empty with { Head = Head };
        foreach (var (name, id) in here.Refs)
            after.Refs[name] = id;
        foreach (var (name, _) in Clear.Concat(Delete))
            after.Refs.Remove(name);
        foreach (var (name, id) in Write)
            after.Refs[name] = id;
        return after;
    }

    /// <summary>Refs that both have, with different objects; as they are here.</summary>
    public static IEnumerable<KeyValuePair<string, ObjectId>> Moved(RefSet here, RefSet there) =>
        here.Refs.Where(old => there.Refs.TryGetValue(old.Key, out var now) && now != old.Value);
}
