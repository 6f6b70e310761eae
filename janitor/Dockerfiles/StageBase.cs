namespace RegistryJanitor.Dockerfiles;

/// <summary>What a stage begins with, its variables put in.</summary>
public abstract record StageBase
{
    private StageBase()
    {
    }

    /// <summary>Nothing: <c>FROM scratch</c>.</summary>
    public sealed record Scratch : StageBase;

    /// <summary>A stage before it.</summary>
    /// <param name="Index">From 0.</param>
    public sealed record Stage(int Index) : StageBase;

    /// <summary>An image.</summary>
    /// <param name="Text">As it is written.</param>
    public sealed record Image(string Text) : StageBase;
}
