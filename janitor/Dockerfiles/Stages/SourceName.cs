using RegistryJanitor.Dockerfiles.Instructions;
using RegistryJanitor.Dockerfiles.Words;

namespace RegistryJanitor.Dockerfiles.Stages;

/// <summary>A name that COPY or RUN takes something from.</summary>
/// <param name="Text">A stage, its number, or an image.</param>
/// <param name="IsMounted">By <c>RUN --mount=from=</c>, where numbers are images.</param>
/// <param name="By">The instruction; that of the trigger where ONBUILD does it.</param>
internal sealed record SourceName(string Text, bool IsMounted, Instruction By)
{
    /// <summary>Those of an instruction; no variable may be in them.</summary>
    internal static IReadOnlyList<SourceName> In(Instruction instruction, MistakeList mistakes)
    {
        var found = new List<SourceName>();
        switch (instruction.Keyword)
        {
            case "COPY":
                var values = instruction.Values("from");
                if (values.Count > 1)
                    mistakes.Add(instruction.Mistake("has --from twice"));
                foreach (var from in values)
                    Add(from, isMounted: false);
                break;
            case "RUN":
                foreach (var mount in instruction.Values("mount"))
                    Add(MountOptions.Find(mount, "from") ?? "", isMounted: true);
                break;
        }

        return found;

        void Add(string from, bool isMounted)
        {
            if (HasVariable(from, isMounted))
                mistakes.Add(instruction.Mistake($"has the variable {DockerfileMistake.Shown(from)} in from=, where none is expanded; make a stage of it by FROM with an ARG before the first FROM"));
            else if (from.Length > 0)
                found.Add(new SourceName(from, isMounted, instruction));
        }
    }

    // For COPY, whatever expanding would change; for a mount, any dollar but at the end.
    private static bool HasVariable(string from, bool isMounted) => isMounted
        ? from.IndexOf('$', StringComparison.Ordinal) is var dollar && dollar >= 0 && dollar != from.Length - 1
        : !from.Equals(WordLexer.Expand(from, '\\', _ => null, new Effort()).Text, StringComparison.Ordinal);
}
