using RegistryJanitor.Daemon;
using RegistryJanitor.Dockerfiles;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>
/// Stages that are made from each other. With images in their place some of them could be built, but engines differ, and nobody could read it.
/// </summary>
internal static class DockerfileCircles
{
    /// <summary>Refuses them.</summary>
    /// <exception cref="ContextRefusedException">There is one; the sentence says the line.</exception>
    internal static void Refuse(IReadOnlyList<DockerfileStage> stages)
    {
        var names = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < stages.Count; index++)
        {
            if (stages[index].Name is { } name)
                names[name] = index;
        }

        // Which way came by; each stage leads to one other at most.
        var ways = new int[stages.Count];
        for (var start = 0; start < stages.Count; start++)
        {
            var at = start;
            for (; at >= 0 && ways[at] == 0; at = Base(stages, names, at))
                ways[at] = start + 1;
            if (at >= 0 && ways[at] == start + 1)
                throw Circle(stages, names, at);
        }
    }

    /// <summary>The stage that a stage is made from, or would be if it came before it; -1: none.</summary>
    private static int Base(IReadOnlyList<DockerfileStage> stages, Dictionary<string, int> names, int index) => stages[index].Base switch
    {
        StageBase.Stage earlier => earlier.Index,
        StageBase.Image image when names.TryGetValue(image.Text, out var later) && later > index => later,
        _ => -1,
    };

    private static ContextRefusedException Circle(IReadOnlyList<DockerfileStage> stages, Dictionary<string, int> names, int start)
    {
        var way = new List<string> { $"{stages[start].Name}" };
        for (var at = Base(stages, names, start); at != start; at = Base(stages, names, at))
            way.Add($"{stages[at].Name}");
        way.Add(way[0]);
        return new ContextRefusedException(
            $"line {stages[start].From.Line} of the Dockerfile (FROM) is part of a circle: {Printable.Line(string.Join(" from ", way), 200)}; where an image is meant, write its tag, or call the stage otherwise");
    }
}
