namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>What a Dockerfile asks of an engine, in the stages up to the one that is built.</summary>
public sealed record DockerfileFacts
{
    /// <summary>A RUN, COPY or ADD has <c>&lt;&lt;EOF</c>.</summary>
    public bool Heredocs { get; init; }

    /// <summary>One of them is <c>&lt;&lt;'EOF'</c> or <c>&lt;&lt;"EOF"</c>.</summary>
    public bool QuotedHeredocs { get; init; }

    /// <summary>A RUN has <c>--mount</c>.</summary>
    public bool Mounts => MountTypes.Count > 0;

    /// <summary>Their types, such as <c>cache</c>; each once.</summary>
    public IReadOnlyList<string> MountTypes { get; init; } = [];

    /// <summary>The platforms that FROM asks for, expanded; each once.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = [];

    /// <summary>The images of FROM, expanded, as they are written; each once, without <c>scratch</c> and stages.</summary>
    public IReadOnlyList<string> BaseImages { get; init; } = [];

    /// <summary>The images of <c>COPY --from=</c> and <c>RUN --mount=from=</c>; each once.</summary>
    public IReadOnlyList<string> CopiedImages { get; init; } = [];

    /// <summary>The stages in order, by name in lower case, or by number where they have none.</summary>
    public IReadOnlyList<string> Stages { get; init; } = [];

    /// <summary>Something is run: a foreign platform needs emulation.</summary>
    public bool Runs { get; init; }

    /// <summary>The frontend of <c># syntax=</c>; null: none is asked for.</summary>
    public string? Syntax { get; init; }

    /// <summary>What COPY, ADD and bind mounts take from the context, as it is written.</summary>
    public IReadOnlyList<string> ContextSources { get; init; } = [];
}
