using System.Globalization;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>What a name in a stage refers to.</summary>
internal static class DockerfileReferences
{
    /// <summary>The earlier stage that FROM names; -1: it names an image. A stage may be called like the image it is made from.</summary>
    internal static int Base(IReadOnlyList<DockerfileStage> stages, int index) => LastCalled(stages, stages[index].Image, index);

    /// <summary>The earlier stage that <c>--from=</c> names; -1: it names an image.</summary>
    /// <exception cref="ContextRefusedException">It names this stage or a later one.</exception>
    internal static int Source(IReadOnlyList<DockerfileStage> stages, int index, DockerfileInstruction of, string from)
    {
        if (from.Contains('$', StringComparison.Ordinal))
            throw of.Mistake($"has the variable {from} in from=, where none is expanded; make a stage of it by FROM with an ARG before the first FROM");
        if (int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number < index ? number : throw of.Mistake($"takes from stage {number}, which {(number == index ? "is the stage it is in" : "does not come before it")}");
        if (LastCalled(stages, from, index) is >= 0 and var earlier)
            return earlier;
        if (stages[index].IsCalled(from))
            throw of.Mistake($"takes from {from}, the stage it is in");
        return stages.Skip(index).Any(stage => stage.IsCalled(from)) ? throw of.Mistake($"takes from the stage {from}, which comes later; move that one up") : -1;
    }

    /// <summary>Refuses stages that are made from each other. With images in their place it could be built, but nobody could read it.</summary>
    internal static void RefuseCircles(IReadOnlyList<DockerfileStage> stages)
    {
        for (var start = 0; start < stages.Count; start++)
        {
            var way = new List<DockerfileStage> { stages[start] };
            for (var next = AnyBase(stages, start); next >= 0 && way.Count <= stages.Count; next = AnyBase(stages, next))
            {
                if (next == start)
                {
                    throw stages[start].From.Mistake(
                        $"is part of a circle: {string.Join(" from ", way.Append(stages[start]).Select(stage => stage.Name))}; where an image is meant, write its tag, or call the stage otherwise");
                }

                way.Add(stages[next]);
            }
        }
    }

    private static int AnyBase(IReadOnlyList<DockerfileStage> stages, int index)
    {
        if (Base(stages, index) is >= 0 and var earlier)
            return earlier;
        for (var later = index + 1; later < stages.Count; later++)
        {
            if (stages[later].IsCalled(stages[index].Image))
                return later;
        }

        return -1;
    }

    private static int LastCalled(IReadOnlyList<DockerfileStage> stages, string name, int before)
    {
        for (var index = before - 1; index >= 0; index--)
        {
            if (stages[index].IsCalled(name))
                return index;
        }

        return -1;
    }
}
