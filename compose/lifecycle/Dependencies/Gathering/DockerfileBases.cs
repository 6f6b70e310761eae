using RegistryJanitor.Dockerfiles;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Dependencies.Gathering;

/// <summary>What a Dockerfile is built from, as references to images.</summary>
internal static class DockerfileBases
{
    /// <summary>Reads it.</summary>
    /// <param name="text">The Dockerfile.</param>
    /// <param name="inputs">What its build gives it.</param>
    internal static BaseReading Of(string text, BuildInputs inputs)
    {
        switch (DockerfileReader.Read(text, inputs))
        {
            case DockerfileReading.Mistaken mistaken:
                return new BaseReading([], [.. mistaken.Mistakes.Select(mistake => mistake.Sentence)]);
            case DockerfileReading.Understood { Dockerfile: var dockerfile }:
                var (uses, mistakes) = (new List<BaseUse>(), new List<string>());
                foreach (var dependency in dockerfile.BuiltFrom)
                {
                    var (image, mistake) = ImageReference.Read(dependency.Image);
                    if (image is null)
                        mistakes.Add($"line {dependency.Line} of the Dockerfile names '{dependency.Image}', which {mistake}");
                    else
                        uses.Add(new BaseUse(Tagged(image), dependency.Use is ImageUse.Copied ? BaseKind.Copy : BaseKind.From, dependency.Line));
                }

                return new BaseReading(uses, mistakes) { Last = LastOf(dockerfile) };
            default:
                throw new InvalidOperationException("a Dockerfile is understood or mistaken");
        }
    }

    /// <summary>The image that the target begins with, through however many stages; null: nothing.</summary>
    private static ImageReference? LastOf(Dockerfile dockerfile)
    {
        var at = dockerfile.Stages[dockerfile.Target].Base;
        while (at is StageBase.Stage { Index: var earlier })
            at = dockerfile.Stages[earlier].Base;
        return at is StageBase.Image { Text: var text } && ImageReference.Read(text).Image is { } image ? Tagged(image) : null;
    }

    /// <summary>Who writes no tag means latest (distribution/reference, TagNameOnly).</summary>
    private static ImageReference Tagged(ImageReference image) => image is { Tag: null, Digest: null } ? image.WithTag(Tag.Parse("latest")) : image;
}
