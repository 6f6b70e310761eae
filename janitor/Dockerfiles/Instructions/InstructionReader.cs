using RegistryJanitor.Dockerfiles.Lines;

namespace RegistryJanitor.Dockerfiles.Instructions;

/// <summary>Makes instructions of lines. A line of a heredoc is content: a <c>FROM</c> there is none.</summary>
internal static class InstructionReader
{
    internal static DockerfileSource Read(string text, MistakeList mistakes)
    {
        var (lines, directives) = (new LineCursor(text, mistakes), new Directives());
        var logical = new LogicalLines(lines, directives, mistakes);
        var (instructions, unknown) = (new List<Instruction>(), new List<UnknownInstruction>());
        while (logical.Next() is { } line)
        {
            var instruction = One(line, directives.Escape);
            if (!Keywords.IsKnown(instruction.Keyword))
            {
                unknown.Add(new UnknownInstruction(line.Number, DockerfileMistake.Shown(instruction.Keyword)));
                continue;
            }

            if (CanHaveHeredocs(instruction))
                instruction = instruction with { Heredocs = Heredoc.In(line.Text) };
            foreach (var heredoc in instruction.Heredocs)
                Skip(heredoc, lines, instruction, mistakes);
            instructions.Add(instruction);
        }

        return new DockerfileSource(directives.Escape, instructions, unknown);
    }

    private static Instruction One(LogicalLine line, char escape)
    {
        var instruction = Split(line.Number, line.Text, escape);
        // One level: an ONBUILD of an ONBUILD is refused by whoever builds.
        return instruction.Keyword is "ONBUILD" && instruction.Arguments.Length > 0
            ? instruction with { Trigger = Split(line.Number, instruction.Arguments, escape) }
            : instruction;
    }

    private static Instruction Split(int number, string text, char escape)
    {
        var (keyword, rest) = InstructionWords.SplitFirst(text);
        var (flags, arguments) = InstructionFlags.Split(rest, escape);
        return new Instruction(number, keyword.ToUpperInvariant(), flags, arguments);
    }

    private static bool CanHaveHeredocs(Instruction instruction)
    {
        var inner = instruction.Trigger ?? instruction;
        return Keywords.TakesHeredocs(inner.Keyword) && inner.Json is null;
    }

    private static void Skip(Heredoc heredoc, LineCursor lines, Instruction of, MistakeList mistakes)
    {
        while (lines.Next() is { } line)
        {
            if (heredoc.EndsWith(line))
                return;
        }

        var name = DockerfileMistake.Shown(heredoc.Name);
        mistakes.Add(of.Mistake($"begins <<{name}, and no line that is {name} ends it"));
    }
}
