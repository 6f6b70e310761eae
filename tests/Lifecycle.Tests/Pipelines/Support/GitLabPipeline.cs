using YamlDotNet.RepresentationModel;

namespace RegistryJanitor.Lifecycle.Tests.Pipelines.Support;

/// <summary>As much of <c>.gitlab-ci.yml</c> as our template has (docs.gitlab.com, "CI/CD YAML syntax reference").</summary>
internal sealed class GitLabPipeline
{
    private static readonly string[] s_words = ["workflow", "variables", "stages", "default"];

    public GitLabPipeline(string text)
    {
        var root = PipelineYaml.Read(text);
        Stages = root.List("stages");
        Variables = root.Texts("variables");
        WorkflowRules = Rules((YamlMappingNode)root.At("workflow")!);
        Jobs = [.. root.Select(pair => (Name: $"{pair.Key}", Value: pair.Value)).Where(pair => !s_words.Contains(pair.Name, StringComparer.Ordinal) && !pair.Name.StartsWith('.')).Select(pair => Job(root, pair.Name, (YamlMappingNode)pair.Value))];
    }

    public IReadOnlyList<string> Stages { get; }

    public IReadOnlyDictionary<string, string> Variables { get; }

    public IReadOnlyList<string> WorkflowRules { get; }

    public IReadOnlyList<GitLabJob> Jobs { get; }

    public GitLabJob this[string name] => Jobs.Single(job => job.Name.Equals(name, StringComparison.Ordinal));

    private static GitLabJob Job(YamlMappingNode root, string name, YamlMappingNode own)
    {
        var above = own.At("extends") is { } extended ? (YamlMappingNode)root.At($"{extended}")! : [];
        var variables = above.Texts("variables");
        foreach (var (key, value) in own.Texts("variables"))
            variables[key] = value;
        var before = own.At("before_script") is null ? above.List("before_script") : own.List("before_script");
        return new GitLabJob(name, $"{own.At("stage")}", own.List("needs"), Rules(own), variables, [.. before, .. own.List("script")], own.At("artifacts") is YamlMappingNode artifacts ? artifacts.List("paths") : [], own.At("allow_failure") switch
        {
            YamlMappingNode codes => string.Join(' ', codes.List("exit_codes")),
            { } word => $"{word}",
            null => "",
        });
    }

    private static string[] Rules(YamlMappingNode of) => of.At("rules") is YamlSequenceNode rules
        ? [.. rules.Cast<YamlMappingNode>().Select(rule => $"{rule.At("if")}{(rule.At("when") is { } when ? $": {when}" : "")}")]
        : [];
}
