namespace RegistryJanitor.Dockerfiles;

/// <summary>What a Dockerfile does with an image that it names.</summary>
public abstract record ImageUse
{
    private ImageUse()
    {
    }

    /// <summary>Something that happens in a stage.</summary>
    /// <param name="Stage">From 0.</param>
    public abstract record InStage(int Stage) : ImageUse;

    /// <summary><c>FROM image</c>.</summary>
    /// <param name="Stage">That it begins.</param>
    public sealed record Base(int Stage) : InStage(Stage);

    /// <summary><c>COPY --from=image</c>, also by an ONBUILD of the stage that this one is made from.</summary>
    /// <param name="Stage">Into which is copied.</param>
    public sealed record Copied(int Stage) : InStage(Stage);

    /// <summary><c>RUN --mount=from=image</c>, also by an ONBUILD.</summary>
    /// <param name="Stage">In which is run.</param>
    public sealed record Mounted(int Stage) : InStage(Stage);

    /// <summary>
    /// <c>ONBUILD COPY --from=image</c> or <c>ONBUILD RUN --mount=from=image</c>: nothing here needs it, what is built from the stage does. There the name may also be
    /// a stage of that other Dockerfile.
    /// </summary>
    /// <param name="Stage">That leaves it to others.</param>
    public sealed record LeftToOthers(int Stage) : InStage(Stage);

    /// <summary><c># syntax=image</c>: what reads the Dockerfile.</summary>
    public sealed record Frontend : ImageUse;
}
