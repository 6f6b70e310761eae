using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Maintenance;

/// <summary>Whether every object that a ref leads to is there. What was found missing stays known until the repository's directory is moved away.</summary>
/// <param name="git">Runs the check.</param>
/// <param name="limit">Its time.</param>
public sealed class RepositoryHealth(GitExecutable git, TimeSpan limit)
{
    // fsck adds up what it found: an object, a connection, a pack, a ref, a commit graph. A program that could not even look ends with 128.
    private const int CouldNotLook = 128;
    private const string Mark = "git-mirror-corrupt";

    /// <summary>Refuses a repository that is known to be damaged.</summary>
    /// <exception cref="MirrorException">It is.</exception>
    public static void RefuseMarked(string repository)
    {
        var mark = Path.Join(repository, Mark);
        if (File.Exists(mark))
            throw new MirrorException(new MirrorFault.Corrupt(File.ReadAllText(mark)));
    }

    /// <summary>Walks it.</summary>
    /// <exception cref="MirrorException">Something is missing, or it could not be walked.</exception>
    public async Task CheckAsync(string repository, CancellationToken cancel)
    {
        string? found = null;
        var walk = new GitCommand("fsck", "--connectivity-only", "--no-dangling", "--no-progress") { Repository = repository, TimeLimit = limit };
        var (code, words) = await git.TryAsync(walk, line => found ??= line, cancel);
        if (code == 0)
            return;
        if (code >= CouldNotLook)
            throw new MirrorException(GitWords.Fault(words));
        found ??= words.Verdict;
        await File.WriteAllTextAsync(Path.Join(repository, Mark), found, cancel);
        throw new MirrorException(new MirrorFault.Corrupt(found));
    }
}
