using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Sources;

namespace RegistryJanitor.BuildRunner.Versions;

/// <summary>
/// Versions from the commit messages of a bare mirror. A commit that carries version tags has the highest of them as its version, in every mode: asked twice, the answer
/// is the same. Below 1.0.0, a breaking change makes the next minor version: 1.0.0 is said by a tag and never by accident.
/// </summary>
/// <param name="git">The mirror.</param>
public sealed class MirrorVersions(MirrorGit git)
{
    /// <summary>The version of a commit.</summary>
    /// <param name="mode">Not <see cref="VersionMode.None"/>.</param>
    /// <param name="commit">Known to be there.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="ContextRefusedException">It has none.</exception>
    public async Task<VersionDecision> OfAsync(VersionMode mode, string commit, CancellationToken cancel)
    {
        var tags = await ReachableAsync(commit, cancel);
        if (Highest(tags.Where(tag => string.Equals(tag.Commit, commit, StringComparison.Ordinal))) is { } own)
            return new VersionDecision(own.Version, own.Name, $"the commit is tagged {own.Name}");
        return mode switch
        {
            VersionMode.Seed => await SeedAsync(commit, cancel),
            VersionMode.Conventional => await ConventionalAsync(Highest(tags), commit, cancel),
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "is no way to make a version"),
        };
    }

    /// <summary>The names of all tags of the mirror, reachable or not: what floating tags are judged by.</summary>
    public async Task<IReadOnlyList<string>> TagNamesAsync(CancellationToken cancel)
    {
        var names = new List<string>();
        await git.RecordsAsync(["for-each-ref", "--format=%(refname:strip=2)%00", "refs/tags"], record => names.Add(record.TrimStart('\n')), cancel);
        names.RemoveAll(name => name.Length == 0);
        return names;
    }

    private static VersionTag? Highest(IEnumerable<VersionTag> tags) => tags.MaxBy(tag => tag.Version);

    private async Task<List<VersionTag>> ReachableAsync(string commit, CancellationToken cancel)
    {
        var tags = new List<VersionTag>();
        await git.RecordsAsync(
            ["for-each-ref", $"--merged={commit}", "--format=%(refname:strip=2) %(objectname) %(*objectname)%00", "refs/tags"],
            record =>
            {
                // An annotated tag is an object of its own, and says behind the second blank which commit it names.
                if (record.TrimStart('\n').Split(' ') is [var name, var id, var peeled] && ReleaseVersion.TryParse(name, out var version))
                    tags.Add(new VersionTag(name, version, peeled.Length > 0 ? peeled : id));
            },
            cancel);
        return tags;
    }

    private async Task<VersionDecision> ConventionalAsync(VersionTag? since, string commit, CancellationToken cancel)
    {
        if (since is null)
            RefuseShallow();
        var (bump, commits) = (VersionBump.Patch, 0);
        await git.RecordsAsync(
            ["log", "-z", "--format=%B", "--end-of-options", since is null ? commit : $"refs/tags/{since.Name}..{commit}"],
            message =>
            {
                commits++;
                bump = (VersionBump)Math.Max((int)bump, (int)ConventionalCommit.Bump(message));
            },
            cancel);
        var last = since?.Version ?? ReleaseVersion.Zero;
        var effective = bump is VersionBump.Major && last.Major == 0 ? VersionBump.Minor : bump;
        var from = since is null ? "the beginning" : since.Name;
        return new VersionDecision(last.After(effective), since?.Name, $"{commits} {(commits == 1 ? "commit" : "commits")} since {from}, the largest change is {Word(bump)}");
    }

    private async Task<VersionDecision> SeedAsync(string commit, CancellationToken cancel)
    {
        string? tag = null;
        var (code, _) = await git.TryAsync(["describe", "--tags", "--abbrev=0", commit], record => tag ??= record.Trim(), cancel);
        if (code != 0 || tag is not { Length: > 0 })
        {
            RefuseShallow();
            tag = null;
        }

        var message = "";
        await git.RecordsAsync(["log", "-z", "--max-count=1", "--format=%B", "--end-of-options", commit], record => message = record, cancel);
        var bump = SeedRules.Bump(message);
        var (version, mistake) = SeedRules.After(tag ?? SeedRules.NoTag, bump);
        return version is { } next
            ? new VersionDecision(next, tag, $"the message of the commit is a {Word(bump)} change after {tag ?? SeedRules.NoTag}")
            : throw new ContextRefusedException($"{mistake}; tag the commit with a version such as v1.0.0, or ask for the version mode conventional");
    }

    private void RefuseShallow()
    {
        if (git.IsShallow)
            throw new ContextRefusedException("the mirror is a shallow clone without a version tag, so counting would start again at 0.0.0; fetch its whole history and its tags");
    }

    private static string Word(VersionBump bump) => bump switch
    {
        VersionBump.Major => "major",
        VersionBump.Minor => "minor",
        _ => "patch",
    };

    private sealed record VersionTag(string Name, ReleaseVersion Version, string Commit);
}
