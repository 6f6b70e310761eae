using System.Text;
using RegistryJanitor.Dockerfiles.Instructions;
using RegistryJanitor.Dockerfiles.Lines;
using RegistryJanitor.Dockerfiles.Stages;
using RegistryJanitor.Dockerfiles.Words;

namespace RegistryJanitor.Dockerfiles;

/// <summary>
/// Tells which images a Dockerfile is built from, as BuildKit reads it:
/// 1. lines are made instructions (comments, continuation, heredocs); 2. instructions are put into stages, and variables into FROM; 3. names are found to be stages or
/// images; 4. what the target needs is marked. Reading never fails: what is wrong is a mistake with its line, and all of them are told.
/// </summary>
/// <remarks>Format: moby/buildkit 0.32, frontend/dockerfile: parser, shell, instructions, dockerfile2llb.</remarks>
public static class DockerfileReader
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">All of the Dockerfile.</param>
    /// <param name="inputs">What the build gives it.</param>
    public static DockerfileReading Read(string text, BuildInputs inputs)
    {
        if (Encoding.UTF8.GetByteCount(text) > DockerfileLimits.MostBytes)
            return new DockerfileReading.Mistaken([new DockerfileMistake(0, $"the Dockerfile is larger than {DockerfileLimits.MostBytes} bytes, which nobody wrote")]);
        var (mistakes, effort) = (new MistakeList(), new Effort());
        var syntax = SyntaxLine.Find(text);
        var source = InstructionReader.Read(text, mistakes);
        var stages = StageReader.Read(source, inputs, mistakes, effort);
        var target = StageReader.Target(stages, inputs.Target, mistakes);
        if (mistakes.IsEmpty)
        {
            var links = StageLinks.Of(stages, mistakes, effort);
            if (mistakes.IsEmpty)
                return new DockerfileReading.Understood(Needs.Marked(source, stages, links, target, syntax));
        }

        return new DockerfileReading.Mistaken(mistakes.All);
    }
}
