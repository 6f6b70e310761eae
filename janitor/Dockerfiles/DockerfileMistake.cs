namespace RegistryJanitor.Dockerfiles;

/// <summary>Something that is wrong with a Dockerfile.</summary>
/// <param name="Line">From 1; 0: with all of it.</param>
/// <param name="Sentence">
/// Whole, with the line in it, without its end. It may hold letters as the Dockerfile has them, also control characters: make it printable before it is shown.
/// </param>
public sealed record DockerfileMistake(int Line, string Sentence)
{
    private const int MostShown = 100;

    /// <summary>A mistake in a line.</summary>
    /// <param name="line">From 1.</param>
    /// <param name="endOfSentence">What the line does.</param>
    internal static DockerfileMistake At(int line, string endOfSentence) => new(line, $"line {line} of the Dockerfile {endOfSentence}");

    /// <summary>A piece of the Dockerfile for a sentence: not more than a person reads.</summary>
    internal static string Shown(string text) => text.Length <= MostShown ? text : $"{text[..MostShown]}...";
}
