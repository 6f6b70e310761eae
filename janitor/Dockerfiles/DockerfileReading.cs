namespace RegistryJanitor.Dockerfiles;

/// <summary>What came of reading a Dockerfile.</summary>
public abstract record DockerfileReading
{
    private DockerfileReading()
    {
    }

    /// <summary>It can be built, as far as stages and images go.</summary>
    /// <param name="Dockerfile">What it says.</param>
    public sealed record Understood(Dockerfile Dockerfile) : DockerfileReading;

    /// <summary>It cannot be built, or which images it is built from cannot be told.</summary>
    /// <param name="Mistakes">In the order of the lines; at least one, and at most <see cref="DockerfileLimits.MostMistakes"/>.</param>
    public sealed record Mistaken(IReadOnlyList<DockerfileMistake> Mistakes) : DockerfileReading;
}
