using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Repositories;

/// <summary>
/// The large files of git LFS, by the program git-lfs. The address of their server is derived from the repository's own and said on each command: an
/// upstream's <c>.lfsconfig</c> may name any other, and would be shown our credentials.
/// </summary>
/// <param name="git">Runs it.</param>
/// <param name="limits">A transfer may take as long as the first fetch.</param>
public sealed class LargeFiles(GitExecutable git, GitLimits limits)
{
    /// <summary>Brings what any commit of any ref needs, <c>refs/incoming</c> included, as far as it is not here.</summary>
    /// <exception cref="MirrorException">Not all of it came.</exception>
    public Task FetchAsync(string repository, GitUrl upstream, CancellationToken cancel) => git.RunAsync(Transfer("fetch", repository, upstream), cancel);

    /// <summary>Brings all of it to a destination. To be done before refs are pushed: some forges refuse a commit whose large files they do not have.</summary>
    /// <exception cref="MirrorException">Not all of it went.</exception>
    public Task PushAsync(string repository, GitUrl destination, CancellationToken cancel) => git.RunAsync(Transfer("push", repository, destination), cancel);

    /// <summary>Whether a commit says that there are large files.</summary>
    public async Task<bool> AreWantedAsync(string repository, ObjectId? commit, CancellationToken cancel)
    {
        var wanted = false;
        if (commit is { } tip)
        {
            var attributes = new GitCommand("cat-file", "blob", $"{tip}:.gitattributes") { Repository = repository };
            _ = await git.TryAsync(attributes, line => wanted |= line.Contains("filter=lfs", StringComparison.Ordinal), cancel);
        }

        return wanted;
    }

    private GitCommand Transfer(string verb, string repository, GitUrl side)
    {
        var address = Address(side);
        return new GitCommand("lfs", verb, "--all")
        {
            Repository = repository,
            Remote = side,
            TimeLimit = limits.FirstFetch,
            Configuration =
            [
                ("lfs.url", address),
                ("lfs.pushurl", address),
                // What an upstream's .lfsconfig could set, too.
                ("lfs.skipdownloaderrors", "false"),
                ("lfs.fetchinclude", ""),
                ("lfs.fetchexclude", ""),
                ("lfs.locksverify", "false"),
                ("lfs.allowincompletepush", "false"),
                ("lfs.basictransfersonly", "true"),
                ("lfs.activitytimeout", $"{limits.Stall.TotalSeconds:0}"),
                // git-lfs would otherwise find it out by a refused request, and write it into the repository's config.
                .. git.Credentials.For(side.Uri) is null ? Array.Empty<(string, string)>() : [($"lfs.{address}.access", "basic")],
            ],
        };
    }

    /// <summary>As git-lfs derives it (its documentation, api/server-discovery).</summary>
    private static string Address(GitUrl side)
    {
        var url = side.ToString().TrimEnd('/');
        return url.EndsWith(".git", StringComparison.Ordinal) ? $"{url}/info/lfs" : $"{url}.git/info/lfs";
    }
}
