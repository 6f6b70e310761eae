using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace RegistryJanitor.BuildRunner.Tests.Support;

/// <summary>A real bare repository, as git-mirror leaves it.</summary>
internal sealed class SourceMirror
{
    private int _now = 1_700_000_000;

    public SourceMirror(string path)
    {
        Path = path;
        Git("init", "--quiet", "--bare", "--initial-branch=main");
    }

    /// <summary>Its directory.</summary>
    public string Path { get; }

    /// <summary>Puts a commit on a branch: its message, and lines such as <c>100644 path</c> with a content. Gives its name.</summary>
    public string Commit(string message, params (string ModeAndPath, string Content)[] files) => CommitOn("main", message, files);

    public string CommitOn(string branch, string message, params (string ModeAndPath, string Content)[] files)
    {
        var parent = Git("for-each-ref", "--format=%(objectname)", $"refs/heads/{branch}");
        var stream = new StringBuilder();
        stream.Append(CultureInfo.InvariantCulture, $"commit refs/heads/{branch}\ncommitter A person <person@example.org> {_now++} +0000\n");
        stream.Append(CultureInfo.InvariantCulture, $"data {Encoding.UTF8.GetByteCount(message)}\n{message}\n");
        if (parent.Length > 0)
            stream.Append(CultureInfo.InvariantCulture, $"from {parent}\n");
        foreach (var (modeAndPath, content) in files)
        {
            var (mode, path) = modeAndPath.Split(' ', 2) is [{ Length: 6 } first, var rest] ? (first, rest) : ("100644", modeAndPath);
            stream.Append(mode is "160000"
                ? $"M 160000 {content} {path}\n"
                : string.Create(CultureInfo.InvariantCulture, $"M {mode} inline {path}\ndata {Encoding.UTF8.GetByteCount(content)}\n{content}\n"));
        }

        Run($"{stream}", "fast-import", "--quiet");
        return Git("rev-parse", $"refs/heads/{branch}");
    }

    /// <summary>Runs git in it; what it says, trimmed.</summary>
    public string Git(params string[] arguments) => Run("", arguments);

    private string Run(string input, params string[] arguments)
    {
        Directory.CreateDirectory(Path);
        var start = new ProcessStartInfo("git", [$"--git-dir={Path}", .. arguments])
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
            start.Environment[$"GIT_{who}_DATE"] = $"{_now} +0000";
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
