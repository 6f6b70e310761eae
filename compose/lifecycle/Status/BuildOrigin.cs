namespace RegistryJanitor.Lifecycle.Status;

/// <summary>What an image of ours is built from.</summary>
public abstract record BuildOrigin
{
    private BuildOrigin(string name, string? asked, string? now) => (Name, Asked, Now) = (name, asked, now);

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>What it was when the image was last asked for, a digest or a commit; null: not known.</summary>
    public string? Asked { get; }

    /// <summary>What it is now, as far as is known here; null: not known.</summary>
    public string? Now { get; }

    /// <summary>Whether it has moved since, so that the image is to be built again.</summary>
    public bool HasMoved => Asked is not null && Now is not null && !Asked.Equals(Now, StringComparison.Ordinal);

    /// <summary>That it has moved, in a few words for people.</summary>
    public abstract string MovedWords { get; }

    /// <summary>A base image, of an image from a template.</summary>
    /// <param name="Name">Registry, repository and tag; without a tag where the newest is taken and none is known.</param>
    /// <param name="Asked">Its digest then.</param>
    /// <param name="Now">Its digest when sync last looked.</param>
    public sealed record Base(string Name, string? Asked, string? Now) : BuildOrigin(Name, Asked, Now)
    {
        /// <inheritdoc />
        public override string MovedWords => "base moved, to be rebuilt";
    }

    /// <summary>A mirror of git, of an image whose Dockerfile is in it.</summary>
    /// <param name="Name">Of the mirror.</param>
    /// <param name="Asked">Its commit then.</param>
    /// <param name="Now">The commit of its default branch.</param>
    public sealed record Mirror(string Name, string? Asked, string? Now) : BuildOrigin(Name, Asked, Now)
    {
        /// <inheritdoc />
        public override string MovedWords => "mirror moved, to be built";
    }
}
