namespace RegistryJanitor.Lifecycle.Dependencies;

/// <summary>Where it is written what an image is built from.</summary>
public abstract record ImageOrigin
{
    private ImageOrigin()
    {
    }

    /// <summary>An entry of <c>images</c>.</summary>
    /// <param name="Folder">With its template.</param>
    public sealed record Template(string Folder) : ImageOrigin
    {
        /// <inheritdoc />
        public override string ToString() => Folder;
    }

    /// <summary>A Dockerfile on the default branch of a mirror.</summary>
    /// <param name="Mirror">As git-mirror calls it.</param>
    /// <param name="Path">Of the Dockerfile, from the root of the repository.</param>
    public sealed record MirroredFile(string Mirror, string Path) : ImageOrigin
    {
        /// <inheritdoc />
        public override string ToString() => $"{Mirror}:{Path}";
    }
}
