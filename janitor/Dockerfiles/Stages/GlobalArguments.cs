using RegistryJanitor.Dockerfiles.Instructions;
using RegistryJanitor.Dockerfiles.Words;

namespace RegistryJanitor.Dockerfiles.Stages;

/// <summary>
/// The variables that FROM sees: those of the platforms, and the ARGs before the first FROM. What the build gives stands in place of a default, and a default may have
/// variables of the ARGs before it.
/// </summary>
/// <param name="source">For its escape.</param>
/// <param name="inputs">What the build gives.</param>
/// <param name="lastStage">What <c>$TARGETSTAGE</c> is where no target is named.</param>
/// <param name="mistakes">What is wrong with them.</param>
/// <param name="effort">What it may cost.</param>
internal sealed class GlobalArguments(DockerfileSource source, BuildInputs inputs, string lastStage, MistakeList mistakes, Effort effort)
{
    private readonly Dictionary<string, string> _values = PlatformArguments.Of(inputs, inputs.Target ?? lastStage);

    /// <summary>Takes an ARG.</summary>
    internal void Declare(Instruction argument)
    {
        var words = ArgumentWords.Split(argument.Arguments, source.Escape);
        if (words.Count == 0)
            mistakes.Add(argument.Mistake("names no argument"));
        foreach (var word in words)
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? word : word[..equals];
            if (name.Length == 0)
                mistakes.Add(argument.Mistake($"has a value without a name: {DockerfileMistake.Shown(word)}"));
            else if (inputs.Arguments.TryGetValue(name, out var given))
                _values[name] = given;
            else if (equals > 0 && Expand(argument, word[(equals + 1)..]) is { } value)
                _values[name] = value;
        }
    }

    /// <summary>Puts variables into a word; null: there is a mistake, which is told.</summary>
    internal string? Expand(Instruction of, string word)
    {
        var (text, mistake) = WordLexer.Expand(word, source.Escape, name => _values.GetValueOrDefault(name), effort);
        if (mistake is not null)
            mistakes.Add(of.Mistake(mistake));
        return text;
    }
}
