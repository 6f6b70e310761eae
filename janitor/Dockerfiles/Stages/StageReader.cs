using System.Globalization;
using RegistryJanitor.Dockerfiles.Instructions;
using RegistryJanitor.Dockerfiles.Words;

namespace RegistryJanitor.Dockerfiles.Stages;

/// <summary>Puts instructions into stages: ARG may stand before the first FROM, and nothing else.</summary>
internal static class StageReader
{
    internal static IReadOnlyList<StageDraft> Read(DockerfileSource source, BuildInputs inputs, MistakeList mistakes, Effort effort)
    {
        var arguments = new GlobalArguments(source, inputs, LastName(source), mistakes, effort);
        var (from, stages) = (new FromReader(arguments, mistakes), new List<StageDraft>());
        foreach (var instruction in source.Instructions)
        {
            if (instruction.Keyword is "FROM")
                stages.Add(from.Read(instruction));
            else if (stages.Count > 0)
                stages[^1].Instructions.Add(instruction);
            else if (instruction.Keyword is "ARG")
                arguments.Declare(instruction);
            else
                mistakes.Add(instruction.Mistake("comes before the first FROM; only ARG can"));
        }

        if (stages.Count == 0)
            mistakes.Add(new DockerfileMistake(0, "the Dockerfile has no FROM, so there is nothing to build"));
        return stages;
    }

    /// <summary>The stage of that name, the last one where there are two; without a name the last of all.</summary>
    internal static int Target(IReadOnlyList<StageDraft> stages, string? name, MistakeList mistakes)
    {
        if (name is null || stages.Count == 0)
            return stages.Count - 1;
        for (var index = stages.Count - 1; index >= 0; index--)
        {
            if (name.Equals(stages[index].Name, StringComparison.OrdinalIgnoreCase))
                return index;
        }

        var names = new List<string>();
        for (var index = 0; index < stages.Count; index++)
            names.Add(stages[index].Name ?? index.ToString(CultureInfo.InvariantCulture));
        mistakes.Add(new DockerfileMistake(0, $"the Dockerfile has no stage {DockerfileMistake.Shown(name)}; it has {DockerfileMistake.Shown(string.Join(", ", names))}"));
        return -1;
    }

    private static string LastName(DockerfileSource source)
    {
        var last = "";
        foreach (var instruction in source.Instructions)
        {
            if (instruction.Keyword is "FROM")
                last = FromReader.NameIn(instruction) ?? "";
        }

        return last;
    }
}
