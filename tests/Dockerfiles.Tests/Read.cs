using RegistryJanitor.Dockerfiles;

namespace RegistryJanitor.Dockerfiles.Tests;

/// <summary>Dockerfiles as a test writes them.</summary>
internal static class Read
{
    /// <summary>One build argument is given, GIVEN=yes, and the platform is linux/arm64.</summary>
    public static BuildInputs Inputs { get; } = new()
    {
        Arguments = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIVEN"] = "yes" },
        Platform = "linux/arm64",
    };

    /// <summary>One that has no mistakes.</summary>
    public static Dockerfile Whole(string text, string? target = null) => DockerfileReader.Read(text, Inputs with { Target = target }) switch
    {
        DockerfileReading.Understood understood => understood.Dockerfile,
        DockerfileReading.Mistaken mistaken => throw new InvalidOperationException(string.Join('\n', mistaken.Mistakes.Select(mistake => mistake.Sentence))),
        var other => throw new InvalidOperationException($"{other} is no reading"),
    };

    /// <summary>What it is built from, between blanks.</summary>
    public static string BuiltFrom(string text, string? target = null) => string.Join(' ', Whole(text, target).BuiltFrom.Select(image => image.Image));

    /// <summary>What is wrong with one, each a sentence.</summary>
    public static IReadOnlyList<string> Mistakes(string text, string? target = null) => DockerfileReader.Read(text, Inputs with { Target = target }) is DockerfileReading.Mistaken mistaken
        ? [.. mistaken.Mistakes.Select(mistake => mistake.Sentence)]
        : [];
}
