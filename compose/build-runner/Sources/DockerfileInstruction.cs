namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>One instruction with its continuation lines joined.</summary>
/// <param name="Line">Of its beginning, from 1.</param>
/// <param name="Keyword">In upper case.</param>
/// <param name="Flags">Such as <c>--from=build</c>, unquoted.</param>
/// <param name="Arguments">What is behind them.</param>
/// <param name="Heredocs">What it begins.</param>
internal sealed record DockerfileInstruction(int Line, string Keyword, IReadOnlyList<string> Flags, string Arguments, IReadOnlyList<DockerfileHeredoc> Heredocs)
{
    /// <summary>The values of a flag that may be there more than once.</summary>
    internal IEnumerable<string> Values(string flag) =>
        Flags.Where(word => word.StartsWith($"--{flag}=", StringComparison.OrdinalIgnoreCase)).Select(word => word[(flag.Length + 3)..]);

    /// <summary>An error about it.</summary>
    internal ContextRefusedException Mistake(string endOfSentence) => new($"line {Line} of the Dockerfile ({Keyword}) {endOfSentence}");
}
