namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>A project of a fake forge: a real bare repository, and what the forge knows of it. What concerns pushes is in a file that the hooks read, too.</summary>
internal sealed class FakeProject
{
    public FakeProject(int id, string path, string root)
    {
        (Id, Path, Repository) = (id, path, System.IO.Path.Join(root, $"{path}.git"));
        UpstreamRepository.In(Repository, "init", "--quiet", "--bare", "--initial-branch=main");
        File.AppendAllText(System.IO.Path.Join(Repository, "config"), FakeHooks.Config);
        Hook("pre-receive", FakeHooks.PreReceive);
        Hook("post-receive", FakeHooks.PostReceive);
        File.WriteAllText(Conf, "[forge]\n\trole = 40\n\tprotectfirst = true\n");
    }

    public int Id { get; }

    /// <summary>With its namespaces.</summary>
    public string Path { get; set; }

    /// <summary>The directory of the bare repository.</summary>
    public string Repository { get; }

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string? Description { get; set; }

    public bool Archived { get; set; }

    /// <summary>GitLab: to be deleted on this day.</summary>
    public string? MarkedForDeletionOn { get; set; }

    /// <summary>GitLab: it belongs to another group, and was shared with ours.</summary>
    public bool Shared { get; set; }

    /// <summary>Gitea: it pulls from elsewhere by itself.</summary>
    public bool PullMirror { get; set; }

    public string? CiPath { get; set; } = "";

    public bool AutoDevOps { get; set; }

    /// <summary>The list does not tell the role: it comes from further up.</summary>
    public bool RoleIsInherited { get; set; }

    /// <summary>Changes are answered with 200 and forgotten.</summary>
    public bool Forgetful { get; set; }

    public List<FakeSchedule> Schedules { get; } = [];

    /// <summary>GitHub: branches that a ruleset keeps from force pushes.</summary>
    public List<string> Rulesets { get; } = [];

    /// <summary>The access level of the token's user: 40 is Maintainer.</summary>
    public int Role
    {
        get => int.Parse(Settings()["forge.role"], null);
        set => Set("forge.role", $"{value}");
    }

    public string DefaultBranch
    {
        get => File.ReadAllText(System.IO.Path.Join(Repository, "HEAD")).Trim()["ref: refs/heads/".Length..];
        set => Git("symbolic-ref", "HEAD", $"refs/heads/{value}");
    }

    /// <summary>Rules for branches by pattern: whether they allow force pushes, and the access level that may push, 0 for nobody.</summary>
    public IReadOnlyDictionary<string, (bool AllowForcePush, int Level)> Protected
    {
        get
        {
            var settings = Settings();
            return settings.Keys.Where(key => key.StartsWith("protectedbranch.", StringComparison.Ordinal) && key.EndsWith(".level", StringComparison.Ordinal))
                .Select(key => key["protectedbranch.".Length..^".level".Length])
                .ToDictionary(
                    pattern => pattern,
                    pattern => (settings[$"protectedbranch.{pattern}.allowforcepush"] is "true", int.Parse(settings[$"protectedbranch.{pattern}.level"], null)),
                    StringComparer.Ordinal);
        }
    }

    public bool IsEmpty => !Directory.EnumerateFiles(System.IO.Path.Join(Repository, "refs"), "*", SearchOption.AllDirectories).Any() && !File.Exists(System.IO.Path.Join(Repository, "packed-refs"));

    /// <summary>Every push, declined or not: <c>option ci.skip</c> and <c>old new ref</c> lines, with an empty line after each push.</summary>
    public string Pushes => File.Exists(System.IO.Path.Join(Repository, "pushes.log")) ? File.ReadAllText(System.IO.Path.Join(Repository, "pushes.log")) : "";

    private string Conf => System.IO.Path.Join(Repository, "forge.conf");

    public FakeProject Protect(string pattern, bool allowForcePush, int level = 40)
    {
        Set($"protectedbranch.{pattern}.level", $"{level}");
        Set($"protectedbranch.{pattern}.allowforcepush", allowForcePush ? "true" : "false");
        return this;
    }

    public void Unprotect(string pattern) => Git("config", "-f", Conf, "--remove-section", $"protectedbranch.{pattern}");

    public void ProtectTag(string pattern) => Set($"protectedtag.{pattern}.level", "40");

    /// <summary>Commits on main, without a push and its hooks.</summary>
    public UpstreamRepository Fill() => new(Repository);

    /// <summary>Runs git in it.</summary>
    public string Git(params string[] arguments) => UpstreamRepository.In(Repository, arguments);

    private void Set(string key, string value) => Git("config", "-f", Conf, key, value);

    /// <summary>As <c>git config --list</c> has them, without a process for each look.</summary>
    private Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        var section = "";
        foreach (var line in File.ReadLines(Conf).Select(line => line.Trim()))
        {
            if (line is ['[', .. var name, ']'])
                section = name.Replace(" \"", ".", StringComparison.Ordinal).TrimEnd('"');
            else if (line.Split(" = ", 2) is [var key, var value])
                settings[$"{section}.{key}"] = value;
        }

        return settings;
    }

    private void Hook(string name, string text)
    {
        var path = System.IO.Path.Join(Directory.CreateDirectory(System.IO.Path.Join(Repository, "hooks")).FullName, name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
