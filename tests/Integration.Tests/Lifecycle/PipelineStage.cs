using System.Text.RegularExpressions;
using RegistryJanitor.GitMirror.Tests.Support;
using RegistryJanitor.Lifecycle.Tests.EndOfLife.Support;
using RegistryJanitor.Lifecycle.Tests.Pipelines.Support;

namespace RegistryJanitor.Integration.Tests.Lifecycle;

/// <summary>
/// What a forge gives a job, on this machine: a repository that jobs clone and push to, a registry, an endoflife.date, tools in PATH, variables; and the scripts of our templates,
/// run in a shell as they stand.
/// </summary>
internal sealed partial class PipelineStage : IAsyncDisposable
{
    public const string Token = "glpat-correct-horse-battery";

    private const string Templates = "compose/lifecycle/pipelines";

    private readonly ITestOutputHelper _output;
    private readonly FakeSite _site = new();
    private readonly RegistryProcess _source;
    private readonly RegistryProcess _target;
    private int _jobs;

    private PipelineStage(ITestOutputHelper output, Folder folder, RegistryProcess source, RegistryProcess target)
    {
        (_output, Folder, _source, _target) = (output, folder, source, target);
        Origin = new UpstreamRepository(folder["forge/team/bases.git"]);
    }

    public Folder Folder { get; }

    public UpstreamRepository Origin { get; }

    public string Registry => $"127.0.0.1:{_target.Port}";

    public RegistryClient Target => _target.Client;

    /// <summary>All that jobs said.</summary>
    public string Said { get; private set; } = "";

    /// <summary>Set by a person for all jobs: these win over what the file says.</summary>
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public GitLabPipeline GitLab { get; } = new(File.ReadAllText(Path.Join(Tools.Project, Templates, "gitlab-ci.yml")));

    public ActionsWorkflow Actions { get; } = new(File.ReadAllText(Path.Join(Tools.Project, Templates, "actions.yml")));

    public string Head => Origin.Git("rev-parse", "refs/heads/main");

    public static async Task<PipelineStage> SetAsync(ITestOutputHelper output)
    {
        var folder = new Folder();
        foreach (var name in (string[])["source", "target", "home", "bin", "cache", "artifacts", "runner/kaniko"])
            Directory.CreateDirectory(folder[name]);
        var stage = new PipelineStage(output, folder, await RegistryProcess.StartAsync(folder["source"]), await RegistryProcess.StartAsync(folder["target"]));
        await stage._source.Client.PushAsync(Sample.Index(Sample.For("amd64", "base"), Sample.For("arm64", "base of arm")), "library/alpine", "3.21.3");
        stage._site.Publish("alpine-linux", """{"name":"3.21","isEol":false,"eolFrom":"2026-11-01","latest":{"name":"3.21.3","date":"2026-04-15"}}""");
        stage.Tool("lifecycle", $"exec {string.Join(' ', Tools.Lifecycle.Select(word => $"'{word}'"))} \"$@\"");
        stage.Tool("build-runner", $"exec '{Tools.BuildRunner}' \"$@\"");
        // Between attempts there is nothing to wait for here.
        stage.Tool("sleep", "exit 0");
        File.Copy(Path.Join(AppContext.BaseDirectory, "Builds", "pushing-kaniko.sh"), folder["runner/kaniko/executor"]);
        stage.Origin.Write("main", stage.Files());
        return stage;
    }

    public void Tool(string name, string text) => Folder.Script($"bin/{name}", text);

    /// <summary>Runs a job of <c>gitlab-ci.yml</c> in a clone of its own, at the commit of its pipeline.</summary>
    /// <param name="name">Of the job.</param>
    /// <param name="commit">Of the pipeline.</param>
    /// <param name="shell">That of the job's image.</param>
    public async Task<ProgramExit> RunAsync(string name, string commit, params string[] shell)
    {
        var job = GitLab[name];
        var project = await CheckOutAsync(commit);
        await KeepAsync(Folder["cache/."], Path.Join(project, ".lifecycle"));
        foreach (var needed in job.Needs)
            await KeepAsync(Folder[$"artifacts/{needed}/."], project);
        var exit = await RunAsync(project, string.Join('\n', job.Script), Environment(job, project), shell);
        if (exit.Code == 0 && Directory.Exists(Path.Join(project, ".lifecycle")))
            await KeepAsync(Path.Join(project, ".lifecycle/."), Folder["cache"]);
        foreach (var path in job.Artifacts)
            await KeepAsync(Path.Join(project, path.TrimEnd('/')), Folder[$"artifacts/{name}"]);
        return exit;
    }

    /// <summary>Runs a step of <c>actions.yml</c>.</summary>
    /// <param name="name">Of the step.</param>
    /// <param name="project">Where the workflow is checked out.</param>
    /// <param name="expressions">What stands for <c>${{ }}</c>.</param>
    public Task<ProgramExit> StepAsync(string name, string project, params (string Expression, string Value)[] expressions)
    {
        var (environment, step) = (Common(project), Actions[name]);
        environment["GITHUB_WORKSPACE"] = project;
        environment["GITHUB_REF_NAME"] = "main";
        environment["RUNNER_TEMP"] = Folder["home"];
        foreach (var (key, value) in Actions.Environment.Concat(step.Environment))
            environment[key] = expressions.Aggregate(value, (text, one) => text.Replace($"${{{{ {one.Expression} }}}}", one.Value, StringComparison.Ordinal));
        foreach (var (key, value) in Variables)
            environment[key] = value;
        return RunAsync(project, step.Run, environment, []);
    }

    /// <summary>A clone, without a branch, as runners have it.</summary>
    public async Task<string> CheckOutAsync(string commit)
    {
        var project = Folder[$"builds/{_jobs++}"];
        await GitAsync("clone", "--quiet", Origin.Path, project);
        await GitAsync("-C", project, "checkout", "--quiet", "--detach", commit);
        return project;
    }

    /// <summary>A file on the default branch, as anybody sees it.</summary>
    public string Show(string path) => Origin.Git("show", $"refs/heads/main:{path}");

    public async ValueTask DisposeAsync()
    {
        _site.Dispose();
        await _source.DisposeAsync();
        await _target.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>Variables of the forge, then the file's, then the job's, then a person's.</summary>
    private Dictionary<string, string> Environment(GitLabJob job, string project)
    {
        var environment = Common(project);
        environment["CI_PROJECT_DIR"] = project;
        environment["CI_SERVER_URL"] = $"file://{Folder["forge"]}";
        environment["CI_SERVER_HOST"] = "gitlab.example.org";
        environment["CI_PROJECT_PATH"] = "team/bases";
        environment["CI_DEFAULT_BRANCH"] = "main";
        environment["CI_REGISTRY_USER"] = "gitlab-ci-token";
        environment["CI_REGISTRY_PASSWORD"] = Token;
        environment["GITLAB_TOKEN"] = Token;
        foreach (var (key, value) in GitLab.Variables.Concat(job.Variables).Concat(Variables))
            environment[key] = Name().Replace(value, found => environment.GetValueOrDefault(found.Value[1..], ""));
        return environment;
    }

    private Dictionary<string, string> Common(string project) => new(StringComparer.Ordinal)
    {
        ["PATH"] = $"{Folder["bin"]}:{System.Environment.GetEnvironmentVariable("PATH")}",
        ["HOME"] = Folder["home"],
        ["XDG_RUNTIME_DIR"] = Folder["home"],
        ["DOTNET_CLI_HOME"] = Folder["home"],
        ["PWD"] = project,
        ["SKOPEO"] = Tools.Skopeo,
        ["LIFECYCLE_SKOPEO_BIN"] = Tools.Skopeo,
        ["LIFECYCLE_EOL_URL"] = $"{_site.Address}",
        ["CI_REGISTRY"] = Registry,
    };

    private async Task<ProgramExit> RunAsync(string project, string script, Dictionary<string, string> environment, string[] shell)
    {
        var exit = await StartedProgram.RunAsync([.. shell.Length > 0 ? shell : ["bash", "-euo", "pipefail"], "-c", script], environment, project);
        _output.WriteLine($"-- exit code {exit.Code}\n{exit.Output}");
        Said += exit.Output;
        return exit;
    }

    /// <summary>As caches and artifacts are kept from one job to another; what is not there is not kept.</summary>
    private static async Task KeepAsync(string from, string to)
    {
        if (!Path.Exists(from))
            return;
        Directory.CreateDirectory(to);
        (await StartedProgram.RunAsync(["cp", "-a", from, to])).Expect(0);
    }

    private async Task GitAsync(params string[] words) =>
        (await StartedProgram.RunAsync(["git", .. words], new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = Folder["home"] })).Expect(0);

    private (string Path, string Content)[] Files() =>
    [
        ("lifecycle.yaml", $$"""
            sync:
              entries:
                - source: 127.0.0.1:{{_source.Port}}/library/alpine
                  tag_regex: '^3\.\d+\.\d+$'
                  keep_last: 3
                  target: $CI_REGISTRY/mirrors/alpine
                  lifecycle: { product: alpine-linux, extract: minor }
            build:
              core_version: "1.0.0"
              registry: $CI_REGISTRY/bases
              platforms: [linux/amd64, linux/arm64]
            images:
              - { name: alpine, folder: images/alpine, type: core, mirror_image: $CI_REGISTRY/mirrors/alpine, mirror_tag: "3.21.3", version: "3.21.3" }
              - { name: tools, folder: images/tools, type: core, mirror_image: $CI_REGISTRY/mirrors/alpine, mirror_tag: "3.21.3", version: "3.21.3", platforms: [linux/amd64] }
            """),
        ("images/alpine/Dockerfile.tmpl", "FROM {{.Image}}\nCOPY . /\n"),
        ("images/alpine/Dockerfile.dockerignore", "motd\n"),
        ("images/alpine/secret", "of alpine"),
        ("images/tools/Dockerfile.tmpl", "FROM {{.Image}}\nCOPY . /\n"),
        ("images/tools/motd", "of tools"),
        ("README.md", "# Bases\n\nBy hand.\n\n<!-- lifecycle status begin -->\n<!-- lifecycle status end -->\n\nAlso by hand.\n"),
    ];

    [GeneratedRegex(@"\$[A-Z_]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();
}
