using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Repositories;

/// <summary>
/// The namespace <c>refs/pushed/heads/...</c>, <c>refs/pushed/tags/...</c>: what we last left at the destination. Only that is ever deleted there; what
/// differs from it, somebody else changed.
/// </summary>
public static class PushedRefs
{
    /// <summary>Where all of them are.</summary>
    public const string Prefix = "refs/pushed/";

    /// <summary><c>refs/heads/main</c> becomes <c>refs/pushed/heads/main</c>.</summary>
    public static string NameOf(string reference) => $"{Prefix}{reference["refs/".Length..]}";

    /// <summary>
    /// Tells what we left at a destination: what is recorded, and what upstream once had under the same name and is kept since. The latter is for pushes
    /// whose git-mirror was killed before it could record them.
    /// </summary>
    public static Func<string, ObjectId, bool> Ours(RefSet recorded, IEnumerable<KeyValuePair<string, ObjectId>> kept)
    {
        // Where nothing was ever recorded, a copy of upstream may be somebody else's.
        var once = kept.Where(_ => recorded.Refs.Count > 0).Select(tip => (KeptTips.OriginalOf(tip.Key), tip.Value)).ToHashSet();
        return (name, id) => recorded.Of(name) == id || once.Contains((name, id));
    }

    /// <summary>Lines for git-update-ref(1) that drop what is no longer at the destination; first, for names of the others may need the place.</summary>
    public static IReadOnlyList<string> Dropped(RefSet recorded, RefSet there) =>
        [.. recorded.Refs.Where(one => there.Of(one.Key) is null).Select(one => $"delete {NameOf(one.Key)} {one.Value}")];

    /// <summary>Lines that record what the destination has of the mirror. Where it has something else, the record stays: somebody else, or a refusal.</summary>
    public static IReadOnlyList<string> Recorded(RefSet recorded, RefSet here, RefSet there) =>
        [.. there.Refs.Where(one => here.Of(one.Key) == one.Value && recorded.Of(one.Key) != one.Value).Select(one => $"update {NameOf(one.Key)} {one.Value}")];
}
