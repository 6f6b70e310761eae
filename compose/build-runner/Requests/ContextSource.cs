namespace RegistryJanitor.BuildRunner.Requests;

/// <summary>Where the files of a build come from.</summary>
public abstract record ContextSource
{
    private ContextSource()
    {
    }

    /// <summary>A directory on the volume, relative to <c>contexts/</c>.</summary>
    /// <param name="Path">With <c>/</c>, never outside.</param>
    public sealed record Directory(string Path) : ContextSource;

    /// <summary>A tar or tar.gz on the volume, relative to <c>contexts/</c>.</summary>
    /// <param name="Path">With <c>/</c>, never outside.</param>
    public sealed record Tar(string Path) : ContextSource;

    /// <summary>A commit of a mirror: <c>mirrors/NAME.git</c>.</summary>
    /// <param name="Name">The mirror.</param>
    /// <param name="Commit">40 or 64 hexadecimal digits.</param>
    /// <param name="SubPath">A directory in it that is the context; empty: all of it.</param>
    public sealed record Mirror(string Name, string Commit, string SubPath) : ContextSource;
}
