namespace RegistryJanitor.Dockerfiles;

/// <summary>A Dockerfile that was understood.</summary>
public sealed record Dockerfile
{
    /// <summary>The stages in their order; at least one.</summary>
    public required IReadOnlyList<DockerfileStage> Stages { get; init; }

    /// <summary>The stage that is built, from 0.</summary>
    public required int Target { get; init; }

    /// <summary>Every image that is named, in the order of the lines; one that is named twice is there twice.</summary>
    public required IReadOnlyList<ImageDependency> Images { get; init; }

    /// <summary>The frontend of <c># syntax=</c>; null: none is asked for.</summary>
    public string? Syntax { get; init; }

    /// <summary>Lines that begin with no instruction that is known. BuildKit refuses them; newer frontends may know them.</summary>
    public IReadOnlyList<UnknownInstruction> Unknown { get; init; } = [];

    /// <summary>
    /// What the target is built from: the images of FROM and <c>COPY --from=</c> in the stages that it needs. What a moved base makes stale is this.
    /// </summary>
    public IReadOnlyList<ImageDependency> BuiltFrom
    {
        get
        {
            var found = new List<ImageDependency>();
            foreach (var image in Images)
            {
                if (image.Use is ImageUse.Base or ImageUse.Copied && IsNeeded(image))
                    found.Add(image);
            }

            return found;
        }
    }

    /// <summary>Whether building the target needs an image: it is the frontend, or a stage that is needed names it.</summary>
    public bool IsNeeded(ImageDependency image) => image.Use switch
    {
        ImageUse.LeftToOthers => false,
        ImageUse.InStage { Stage: var stage } => Stages[stage].IsNeeded,
        _ => true,
    };
}
