using System.Diagnostics;
using System.Globalization;
using System.Text;

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

    /// <summary>Its directory.</summary>
    public string Path => _path;

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

    /// <summary>Puts a commit with files on a branch, which is made if need be; gives its name.</summary>
    public string Write(string branch, params (string Path, string Content)[] files)
    {
        var parent = Git("for-each-ref", "--format=%(objectname)", $"refs/heads/{branch}");
        var stream = new StringBuilder($"commit refs/heads/{branch}\ncommitter A person <person@example.org> 1700000000 +0000\ndata 0\n");
        if (parent.Length > 0)
            stream.Append(CultureInfo.InvariantCulture, $"from {parent}\n");
        foreach (var (path, content) in files)
            stream.Append(CultureInfo.InvariantCulture, $"M 100644 inline {path}\ndata {Encoding.UTF8.GetByteCount(content)}\n{content}\n");
        With(_path, $"{stream}", "fast-import", "--quiet");
        return Git("rev-parse", $"refs/heads/{branch}");
    }

    /// <summary>Runs git in it; what it says, trimmed.</summary>
    public string Git(params string[] arguments) => In(_path, arguments);

    public static string In(string repository, params string[] arguments) => With(repository, "", arguments);

    public static string With(string repository, string input, params string[] arguments)
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
        git.StandardInput.Write(input);
        git.StandardInput.Close();
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, $"git {string.Join(' ', arguments)}: {error.GetAwaiter().GetResult()}");
        return output.Trim();
    }
}
