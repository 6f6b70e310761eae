using YamlDotNet.RepresentationModel;

namespace RegistryJanitor.Lifecycle.Tests.Pipelines.Support;

/// <summary>As much of a workflow as our template has (docs.github.com, "Workflow syntax for GitHub Actions"): one job.</summary>
internal sealed class ActionsWorkflow
{
    public ActionsWorkflow(string text)
    {
        Root = PipelineYaml.Read(text);
        Job = (YamlMappingNode)Assert.Single((YamlMappingNode)Root.At("jobs")!).Value;
        Environment = Job.Texts("env");
        Steps = [.. ((YamlSequenceNode)Job.At("steps")!).Cast<YamlMappingNode>().Select(step => new ActionsStep($"{step.At("name")}", $"{step.At("if")}", $"{step.At("uses")}", $"{step.At("run")}", step.Texts("env")))];
    }

    public YamlMappingNode Root { get; }

    public YamlMappingNode Job { get; }

    /// <summary>Of every step.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    public IReadOnlyList<ActionsStep> Steps { get; }

    public ActionsStep this[string name] => Steps.Single(step => step.Name.Equals(name, StringComparison.Ordinal));
}
