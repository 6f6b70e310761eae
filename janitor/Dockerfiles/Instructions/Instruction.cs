namespace RegistryJanitor.Dockerfiles.Instructions;

/// <summary>One instruction with its continuation lines joined.</summary>
/// <param name="Line">Of its beginning, from 1.</param>
/// <param name="Keyword">In upper case.</param>
/// <param name="Flags">Such as <c>--from=build</c>, without quotes, in order.</param>
/// <param name="Arguments">What is behind them, without blanks around it.</param>
public sealed record Instruction(int Line, string Keyword, IReadOnlyList<string> Flags, string Arguments)
{
    /// <summary>What ONBUILD leaves to others; null: this is no ONBUILD, or one without an instruction behind it.</summary>
    public Instruction? Trigger { get; init; }

    /// <summary>What it begins, in order; those of a trigger are here as well.</summary>
    public IReadOnlyList<Heredoc> Heredocs { get; init; } = [];

    /// <summary>The texts of <c>["a", "b"]</c>; null: it is not in that form.</summary>
    public IReadOnlyList<string>? Json => JsonForm.Read(Arguments);

    /// <summary>The words of COPY, ADD and FROM: those of the JSON form, or those between blanks, with their quotes.</summary>
    public IReadOnlyList<string> Words => Json ?? InstructionWords.Split(Arguments);

    /// <summary>The values of a flag, in order; names of flags have one case.</summary>
    /// <param name="flag">Without <c>--</c>.</param>
    public IReadOnlyList<string> Values(string flag)
    {
        var values = new List<string>();
        foreach (var word in Flags)
        {
            if (word.Length > flag.Length + 2 && word[flag.Length + 2] == '=' && string.CompareOrdinal(word, 2, flag, 0, flag.Length) == 0)
                values.Add(word[(flag.Length + 3)..]);
        }

        return values;
    }

    /// <summary>A mistake in it.</summary>
    internal DockerfileMistake Mistake(string endOfSentence) => DockerfileMistake.At(Line, $"({Keyword}) {endOfSentence}");
}
