using System.Globalization;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.Daemon;
using RegistryJanitor.Dockerfiles;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>
/// Reads what an engine has to know of a Dockerfile. Stricter than whoever only lists images: an instruction that is not known is refused, and so are stages that are
/// made from each other in a circle.
/// </summary>
public static class DockerfileFactsReader
{
    /// <summary>Reads a file for a request.</summary>
    /// <exception cref="ContextRefusedException">It is no Dockerfile, or not one for this request; the sentence says the line.</exception>
    public static async Task<DockerfileFacts> ReadFileAsync(string path, BuildRequest request, CancellationToken cancel) =>
        Read(await File.ReadAllTextAsync(path, cancel), request.BuildArguments, request.Target, request.Platform);

    /// <summary>Reads a text.</summary>
    /// <param name="text">Of the Dockerfile.</param>
    /// <param name="buildArguments">By name.</param>
    /// <param name="target">The stage to build; null: the last one.</param>
    /// <param name="platform">To build for; null: ours.</param>
    /// <exception cref="ContextRefusedException">It is no Dockerfile, or not one for this target; the sentence says the line.</exception>
    public static DockerfileFacts Read(string text, IReadOnlyDictionary<string, string> buildArguments, string? target, string? platform)
    {
        var inputs = new BuildInputs { Arguments = buildArguments, Target = target, Platform = platform ?? OwnPlatform.Name, Builder = OwnPlatform.Name };
        var dockerfile = DockerfileReader.Read(text, inputs) switch
        {
            DockerfileReading.Understood understood => understood.Dockerfile,
            DockerfileReading.Mistaken mistaken => throw new ContextRefusedException(Printable.Line(mistaken.Mistakes[0].Sentence)),
            var other => throw new InvalidOperationException($"{other} is no reading"),
        };
        if (dockerfile.Unknown is [var unknown, ..])
            throw new ContextRefusedException($"line {unknown.Line} of the Dockerfile has the unknown instruction {Printable.Line(unknown.Word)}");
        DockerfileCircles.Refuse(dockerfile.Stages);
        return DockerfileFindings.Of(dockerfile).Facts([.. dockerfile.Stages.Select((stage, index) => stage.Name ?? index.ToString(CultureInfo.InvariantCulture))], dockerfile.Syntax);
    }
}
