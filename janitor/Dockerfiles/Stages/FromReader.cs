using RegistryJanitor.Dockerfiles.Instructions;

namespace RegistryJanitor.Dockerfiles.Stages;

/// <summary>Reads <c>FROM [--platform=PLATFORM] image [AS name]</c>.</summary>
/// <param name="arguments">What it sees.</param>
/// <param name="mistakes">What is wrong with it.</param>
internal sealed class FromReader(GlobalArguments arguments, MistakeList mistakes)
{
    /// <summary>The name that it gives its stage, in lower case; null: none, or it is mistaken.</summary>
    internal static string? NameIn(Instruction from) =>
        InstructionWords.Split(from.Arguments) is [_, var keyword, var name] && keyword.Equals("AS", StringComparison.OrdinalIgnoreCase) ? name.ToLowerInvariant() : null;

    /// <summary>Reads one. Where there is a mistake, the stage is there with what was understood, so that the rest can be read.</summary>
    internal StageDraft Read(Instruction from)
    {
        var words = InstructionWords.Split(from.Arguments);
        var name = NameIn(from);
        if (words.Length != 1 && name is null)
            mistakes.Add(from.Mistake("is neither 'FROM image' nor 'FROM image AS name'"));
        else if (name is not null && !IsName(name))
            mistakes.Add(from.Mistake($"calls its stage {DockerfileMistake.Shown(name)}; a name is letters, digits, '-', '_' and '.', a letter first"));
        var image = words.Length == 0 ? null : arguments.Expand(from, words[0]);
        if (image is { Length: 0 })
            mistakes.Add(from.Mistake($"names an image that is empty once its variables are put in: {DockerfileMistake.Shown(words[0])}"));
        return new StageDraft(from, image ?? "", Platform(from), name);
    }

    private string? Platform(Instruction from)
    {
        string? wanted = null;
        foreach (var flag in from.Flags)
        {
            if (!flag.StartsWith("--platform=", StringComparison.Ordinal))
                mistakes.Add(from.Mistake($"has the unknown flag {DockerfileMistake.Shown(flag)}; it can be --platform=OS/ARCHITECTURE"));
            else if (wanted is not null)
                mistakes.Add(from.Mistake("has --platform twice"));
            else
                wanted = flag["--platform=".Length..];
        }

        // A flag without a value is as none.
        if (wanted is null or "" || arguments.Expand(from, wanted) is not { } platform)
            return null;
        if (platform.Length == 0)
            mistakes.Add(from.Mistake($"asks for a platform that is empty once its variables are put in: {DockerfileMistake.Shown(wanted)}"));
        return platform;
    }

    private static bool IsName(string name)
    {
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter is not ('-' or '_' or '.'))
                return false;
        }

        return char.IsAsciiLetterLower(name[0]);
    }
}
