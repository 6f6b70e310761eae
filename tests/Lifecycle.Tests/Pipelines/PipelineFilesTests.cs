using System.Text.RegularExpressions;
using RegistryJanitor.Lifecycle.Tests.Pipelines.Support;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Pipelines;

/// <summary>The templates for pipelines, as the readers of others see them. Their scripts are run in the integration tests.</summary>
public sealed partial class PipelineFilesTests
{
    private const string Folder = "compose/lifecycle/pipelines";
    private const string OnDefaultBranch = "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH";
    private const string Scheduled = "$CI_PIPELINE_SOURCE == \"schedule\"";
    private const string ByHand = "$CI_PIPELINE_SOURCE == \"web\"";

    private static readonly GitLabPipeline s_gitLab = new(SourceTree.Read($"{Folder}/gitlab-ci.yml"));
    private static readonly ActionsWorkflow s_actions = new(SourceTree.Read($"{Folder}/actions.yml"));

    /// <summary>Every call of lifecycle in a script.</summary>
    internal static IReadOnlyList<string> Commands { get; } =
        [.. Scripts.SelectMany(script => Call().Matches(Comment().Replace(script, "")).Select(call => call.Value.Trim())).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Scripts => s_gitLab.Jobs.SelectMany(job => job.Script).Concat(s_actions.Steps.Select(step => step.Run));

    [Theory]
    [InlineData("gitlab-ci.yml")]
    [InlineData("actions.yml")]
    public void A_template_has_no_tab_and_no_end_of_line_that_nobody_sees(string name)
    {
        foreach (var line in SourceTree.Read($"{Folder}/{name}").Split('\n'))
            Assert.False(line.Contains('\t', StringComparison.Ordinal) || line.EndsWith(' ') || line.EndsWith('\r'), line);
    }

    [Fact]
    public void GitLab_runs_the_stages_of_imglifes_page_and_each_job_when_it_should()
    {
        Lists.Same(["sync", "build", "eol-update", "status", "cleanup"], s_gitLab.Stages);
        Lists.Same([OnDefaultBranch, Scheduled, ByHand], s_gitLab.WorkflowRules);
        Lists.Same(
            [
                $"sync in sync: {Scheduled} | {ByHand}",
                $"contexts in build: $BUILDER == \"kaniko\" && {OnDefaultBranch}",
                $"build-kaniko in build after contexts: $BUILDER == \"kaniko\" && {OnDefaultBranch}",
                $"build-runner in build: $BUILDER == \"build-runner\" && {OnDefaultBranch}",
                $"eol-update in eol-update: {Scheduled} | {ByHand}",
                $"status in status: {OnDefaultBranch} | {Scheduled}",
                $"cleanup-list in cleanup: {Scheduled} | {ByHand}",
                $"cleanup in cleanup after cleanup-list: {Scheduled}: manual | {ByHand}: manual",
            ],
            s_gitLab.Jobs.Select(job => $"{job.Name} in {job.Stage}{(job.Needs.Count > 0 ? $" after {string.Join(", ", job.Needs)}" : "")}: {string.Join(" | ", job.Rules)}"));
    }

    [Fact]
    public void Only_what_a_person_starts_removes_anything()
    {
        Lists.Same(["cleanup"], s_gitLab.Jobs.Where(job => job.Script.Any(line => line.Contains("--apply", StringComparison.Ordinal))).Select(job => job.Name));
        Assert.All(s_gitLab["cleanup"].Rules, rule => Assert.EndsWith(": manual", rule, StringComparison.Ordinal));
        var step = Assert.Single(s_actions.Steps, step => step.Run.Contains("--apply", StringComparison.Ordinal));
        Assert.Equal("${{ github.event.inputs.apply_cleanup }}", step.Environment["APPLY"]);
    }

    [Fact]
    public void A_job_that_may_fail_may_do_so_only_where_the_rest_is_done() => Lists.Same(
        ["sync 1", "eol-update 1", "cleanup-list 1", "cleanup true"],
        s_gitLab.Jobs.Where(job => job.AllowFailure.Length > 0).Select(job => $"{job.Name} {job.AllowFailure}"));

    [Fact]
    public void What_the_runner_itself_fetches_with_has_no_settings_of_git() => Assert.DoesNotContain(
        s_gitLab.Jobs.SelectMany(job => job.Variables.Keys).Concat(s_gitLab.Variables.Keys), name => name.StartsWith("GIT_CONFIG", StringComparison.Ordinal));

    [Fact]
    public void Variables_that_look_like_settings_are_settings()
    {
        var names = s_gitLab.Variables.Keys.Concat(s_gitLab.Jobs.SelectMany(job => job.Variables.Keys)).Concat(s_actions.Environment.Keys).Concat(s_actions.Steps.SelectMany(step => step.Environment.Keys));
        var known = $"{Help.Text}\n{SourceTree.Read("compose/build-runner/Help.cs")}";

        foreach (var name in names.Where(name => name.StartsWith("LIFECYCLE_", StringComparison.Ordinal) || name.StartsWith("BUILD_", StringComparison.Ordinal)))
            Assert.True(name.EndsWith("_COM_USERNAME", StringComparison.Ordinal) || name.EndsWith("_COM_PASSWORD", StringComparison.Ordinal) || Regex.IsMatch(known, $@"\b{name}\b", RegexOptions.None, TimeSpan.FromSeconds(1)), name);
    }

    [Fact]
    public void No_text_from_outside_gets_into_a_script_and_every_action_has_its_version()
    {
        Assert.DoesNotContain(s_actions.Steps, step => step.Run.Contains("${{", StringComparison.Ordinal));
        Assert.Equal("bash", $"{((YamlDotNet.RepresentationModel.YamlMappingNode)s_actions.Job.At("defaults")!)["run"]["shell"]}");
        var actions = s_actions.Steps.Where(step => step.Uses.Length > 0).Select(step => step.Uses).ToList();
        Assert.NotEmpty(actions);
        Assert.All(actions, action => Assert.Matches(@"^actions/[a-z]+@v\d+\.\d+\.\d+$", action));
    }

    [Fact]
    public void A_workflow_begins_by_a_push_a_clock_and_by_hand_and_one_at_a_time()
    {
        var on = (YamlDotNet.RepresentationModel.YamlMappingNode)s_actions.Root.At("on")!;
        Lists.Same(["push", "schedule", "workflow_dispatch"], on.Children.Keys.Select(key => $"{key}"));
        Assert.Equal("base-images", s_actions.Root.Texts("concurrency")["group"]);
        Assert.Equal("write", s_actions.Root.Texts("permissions")["contents"]);
        Lists.Same(["prepare", "sync", "build", "eol-update", "status", "cleanup"], s_actions.Steps.Where(step => step.Run.Length > 0).Select(step => step.Name));
    }

    [GeneratedRegex(@"(?<=(?<![\w(/.-])lifecycle )[a-z][^|;&\n]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Call();

    [GeneratedRegex(@"(?m)^\s*#.*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comment();
}
