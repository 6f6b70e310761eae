using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>An image that is built from a template.</summary>
/// <param name="Name">The last part of its repository, and the name of its folder in <c>--output-dir</c>.</param>
/// <param name="Folder">Where its template is, relative to the file's folder; no <c>..</c> in it.</param>
/// <param name="Type">What it is for.</param>
/// <param name="MirrorImage">What it is built from; without tag.</param>
public sealed record ImageEntry(string Name, string Folder, ImageType Type, ImageReference MirrorImage)
{
    /// <summary>The template of an image that names none.</summary>
    public const string DefaultTemplate = "Dockerfile.tmpl";

    /// <summary>The tag of <see cref="MirrorImage"/>; null: the newest that there is.</summary>
    public Tag? MirrorTag { get; init; }

    /// <summary>The version in its tag, as it is written; null: none was.</summary>
    public string? Version { get; init; }

    /// <summary>The template's file in <see cref="Folder"/>.</summary>
    public string Template { get; init; } = DefaultTemplate;

    /// <summary>Build arguments in the order of the file; no place for secrets.</summary>
    public IReadOnlyList<BuildArgument> Arguments { get; init; } = [];

    /// <summary>What it is built for; at least one.</summary>
    public IReadOnlyList<ImagePlatform> Platforms { get; init; } = [];

    /// <summary>How it is told apart by end of life, if not as its mirror: <see cref="LifecycleFile.CycleOf"/>.</summary>
    public CycleRule? Cycle { get; init; }

    /// <summary>Whether the daemon builds it again when what it is built from moves.</summary>
    public bool FollowsBases { get; init; } = true;
}
