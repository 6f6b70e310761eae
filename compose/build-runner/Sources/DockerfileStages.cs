using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>Reads the stages of a Dockerfile: global arguments, FROM with its variables, and that everything else is an instruction and has a stage.</summary>
internal static class DockerfileStages
{
    private static readonly string[] s_known =
    [
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER",
        "VOLUME", "WORKDIR",
    ];

    internal static List<DockerfileStage> Read(DockerfileLines lines, IReadOnlyDictionary<string, string> buildArguments, DockerfilePlatform platform)
    {
        var stages = new List<DockerfileStage>();
        var values = new Dictionary<string, string>(platform.Arguments, StringComparer.Ordinal);
        foreach (var instruction in lines.Instructions())
        {
            if (!s_known.Contains(instruction.Keyword, StringComparer.Ordinal))
                throw new ContextRefusedException($"line {instruction.Line} of the Dockerfile has the unknown instruction {Shown(instruction.Keyword)}");
            if (instruction.Keyword is "FROM")
                stages.Add(From(instruction, lines.Escape, values));
            else if (stages.Count > 0)
                stages[^1].Instructions.Add(instruction);
            else if (instruction.Keyword is "ARG")
                Arguments(instruction, lines.Escape, values, buildArguments);
            else
                throw instruction.Mistake("comes before the first FROM; only ARG can");
        }

        return stages.Count > 0 ? stages : throw new ContextRefusedException("the Dockerfile has no FROM, so there is nothing to build");
    }

    private static void Arguments(DockerfileInstruction instruction, char escape, Dictionary<string, string> values, IReadOnlyDictionary<string, string> buildArguments)
    {
        foreach (var word in DockerfileWords.Split(instruction.Arguments, escape))
        {
            var parts = word.Split('=', 2);
            if (buildArguments.TryGetValue(parts[0], out var given))
                values[parts[0]] = given;
            else if (parts.Length == 2)
                values[parts[0]] = Expand(instruction, parts[1], escape, values);
        }
    }

    private static DockerfileStage From(DockerfileInstruction instruction, char escape, Dictionary<string, string> values)
    {
        foreach (var flag in instruction.Flags)
        {
            if (!flag.StartsWith("--platform=", StringComparison.OrdinalIgnoreCase))
                throw instruction.Mistake($"has the unknown flag {Shown(flag)}; it can be --platform=OS/ARCHITECTURE");
        }

        var words = instruction.Arguments.Split([' ', '\t', '\v', '\f', '\r'], StringSplitOptions.RemoveEmptyEntries);
        var named = words is [_, var keyword, _] && string.Equals(keyword, "AS", StringComparison.OrdinalIgnoreCase);
        if (words.Length != 1 && !named)
            throw instruction.Mistake("is neither 'FROM image' nor 'FROM image AS name'");
        var name = named ? words[2].ToLowerInvariant() : null;
        if (name is not null && !IsName(name))
            throw instruction.Mistake($"calls its stage {Shown(name)}; a name is letters, digits, '-', '_' and '.', a letter first");
        var image = Expand(instruction, words[0], escape, values);
        if (image.Length == 0)
            throw instruction.Mistake($"names an image that is empty once its variables are put in: {Shown(words[0])}");
        var wanted = instruction.Values("platform").LastOrDefault();
        var platform = wanted is null ? null : Expand(instruction, wanted, escape, values);
        if (platform is { Length: 0 })
            throw instruction.Mistake($"asks for a platform that is empty once its variables are put in: {Shown(wanted!)}");
        return new DockerfileStage(instruction, image, platform, name);
    }

    private static string Expand(DockerfileInstruction of, string word, char escape, Dictionary<string, string> values) =>
        DockerfileWords.Expand(word, escape, name => values.GetValueOrDefault(name), of.Mistake);

    private static bool IsName(string name) =>
        char.IsAsciiLetterLower(name[0]) && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_' or '.');

    private static string Shown(string text) => Printable.Line(text, 100);
}
