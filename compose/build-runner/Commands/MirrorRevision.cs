using RegistryJanitor.BuildRunner.Sources;

namespace RegistryJanitor.BuildRunner.Commands;

/// <summary>Finds out which commit somebody means who names a mirror, and perhaps a branch or a tag of it. A request always names the commit: what it builds does not move.</summary>
/// <param name="mirrors">Where <c>NAME.git</c> are, absolute.</param>
/// <param name="git">A path, or a name in PATH.</param>
/// <param name="clock">For git's time limit.</param>
public sealed class MirrorRevision(string mirrors, string git, TimeProvider clock)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    /// <summary>The commit in full, or why there is none.</summary>
    /// <param name="name">Of the mirror.</param>
    /// <param name="revision">A branch, a tag or a commit; empty: the newest commit of the default branch.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<(string? Commit, string? Mistake)> CommitAsync(string name, string revision, CancellationToken cancel)
    {
        if (revision.Length is 40 or 64 && revision.All(char.IsAsciiHexDigitLower))
            return (revision, null);
        var repository = Path.Join(mirrors, $"{name}.git");
        if (name.Length == 0 || name[0] is '.' || name.Contains('/', StringComparison.Ordinal) || !Directory.Exists(repository))
            return (null, $"there is no mirror {name} in {mirrors}; name one of mirrors.yaml that was fetched, or set BUILD_MIRRORS_DIR");
        try
        {
            var commit = "";
            // "/" is there also in an image that has nothing else, and git writes nothing to its home.
            var (code, _) = await new MirrorGit(git, repository, home: "/", clock) { TimeLimit = s_limit }.TryAsync(
                ["rev-parse", "--verify", "--quiet", "--end-of-options", $"{(revision.Length == 0 ? "HEAD" : revision)}^{{commit}}"], said => commit += said, cancel);
            return code == 0
                ? (commit.Trim(), null)
                : (null, revision.Length == 0 ? $"the mirror {name} has no commit on its default branch yet" : $"the mirror {name} has no branch, tag or commit {revision}");
        }
        catch (ContextRefusedException refused)
        {
            return (null, refused.Message);
        }
    }
}
