using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Scheduling;

namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>An image that is built of a mirror with the Dockerfile that is in it, each time when its default branch moves: an entry of <c>builds</c>.</summary>
/// <param name="Name">Begins the ids of its requests: at most 60 lower-case letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</param>
/// <param name="Mirror">As git-mirror calls it.</param>
/// <param name="Image">Where it is pushed, without tag.</param>
public sealed record MirrorBuild(string Name, string Mirror, ImageReference Image)
{
    /// <summary>The file of an entry that names none.</summary>
    public const string DefaultDockerfile = "Dockerfile";

    /// <summary>The tags of an entry that says nothing: those of the page that this replaces.</summary>
    public static IReadOnlyList<string> DefaultTags { get; } = ["latest", "upstream-{short_sha}"];

    /// <summary>Templates, pushed in this order; at least one.</summary>
    public IReadOnlyList<string> Tags { get; init; } = DefaultTags;

    /// <summary>Relative to the context.</summary>
    public string Dockerfile { get; init; } = DefaultDockerfile;

    /// <summary>A directory of the commit that is the context; empty: all of it.</summary>
    public string Path { get; init; } = "";

    /// <summary>What <c>{version}</c> in a tag is made of.</summary>
    public ReleaseVersioning Version { get; init; }

    /// <summary>What it is built for; null: that of the runner.</summary>
    public ImagePlatform? Platform { get; init; }

    /// <summary>The stage to build; null: the last one.</summary>
    public string? Target { get; init; }

    /// <summary>Build arguments in the order of the file; no place for secrets.</summary>
    public IReadOnlyList<BuildArgument> Arguments { get; init; } = [];

    /// <summary>When it is built again although nothing has moved, for a newer base image; null: never.</summary>
    public CronExpression? Schedule { get; init; }

    /// <summary>Whether it is built again when what it is built from moves.</summary>
    public bool FollowsBases { get; init; } = true;
}
