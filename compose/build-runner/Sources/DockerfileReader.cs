using System.Globalization;
using RegistryJanitor.BuildRunner.Requests;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>
/// Reads what an engine has to know of a Dockerfile, as exactly as BuildKit reads it, and stricter in one thing: a stage that takes from itself, from a later
/// one or in a circle is refused, because engines take it for an image, or differ.
/// </summary>
public static class DockerfileReader
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
        var lines = new DockerfileLines(text);
        var stages = DockerfileStages.Read(lines, buildArguments, DockerfilePlatform.Of(platform));
        var names = stages.Select((stage, index) => stage.Name ?? index.ToString(CultureInfo.InvariantCulture)).ToList();
        var last = target is null ? stages.Count - 1 : stages.FindLastIndex(stage => stage.IsCalled(target));
        if (last < 0)
            throw new ContextRefusedException($"the Dockerfile has no stage {target}; it has {string.Join(", ", names)}");
        DockerfileReferences.RefuseCircles(stages);

        var found = new DockerfileFindings();
        for (var index = 0; index < stages.Count; index++)
        {
            // The stages behind the target are looked at for mistakes alone.
            var into = index <= last ? found : new DockerfileFindings();
            into.Take(stages, index);
        }

        return found.Facts(names, lines.Syntax);
    }
}
