using System.Diagnostics;

namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>A real bare repository that somebody else changes.</summary>
internal sealed class UpstreamRepository
{
    private readonly string _path;

    public UpstreamRepository(string path)
    {
        _path = path;
        Git("init", "--quiet", "--bare", "--initial-branch=main");
        Commit("main", "first");
    }

    /// <summary>Puts a commit on a branch, which is made if need be; gives its name.</summary>
    public string Commit(string branch, string message, bool orphan = false)
    {
        var tree = Git("mktree");
        var parent = orphan ? "" : Git("for-each-ref", "--format=%(objectname)", $"refs/heads/{branch}");
        string[] parents = parent.Length > 0 ? ["-p", parent] : [];
        var commit = Git(["commit-tree", tree, .. parents, "-m", message]);
        Git("update-ref", $"refs/heads/{branch}", commit);
        return commit;
    }

    /// <summary>Runs git in it; what it says, trimmed.</summary>
    public string Git(params string[] arguments) => In(_path, arguments);

    public static string In(string repository, params string[] arguments)
    {
        Directory.CreateDirectory(repository);
        var start = new ProcessStartInfo("git", [$"--git-dir={repository}", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var who in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{who}_NAME"] = "A person";
            start.Environment[$"GIT_{who}_EMAIL"] = "person@example.org";
        }

        using var git = Process.Start(start)!;
        git.StandardInput.Close();
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, $"git {string.Join(' ', arguments)}: {error.GetAwaiter().GetResult()}");
        return output.Trim();
    }
}
