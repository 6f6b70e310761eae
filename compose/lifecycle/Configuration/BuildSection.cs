using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>The section <c>build</c>: what all images that are built share.</summary>
public sealed record BuildSection
{
    /// <summary>The tag of an image that says nothing else.</summary>
    public const string DefaultTagFormat = "{{.Version}}-core{{.CoreVersion}}";

    /// <summary>Nothing is built.</summary>
    public static BuildSection Default { get; } = new();

    /// <summary>The version of your own templates, as it is written; null: none, which only a file without images has.</summary>
    public string? CoreVersion { get; init; }

    /// <summary>Where images are pushed; null: nowhere, which only a file without images has.</summary>
    public RepositoryPrefix? Registry { get; init; }

    /// <summary>What images are built for that say nothing else; at least one.</summary>
    public IReadOnlyList<ImagePlatform> Platforms { get; init; } = [new("linux", "amd64", null)];

    /// <summary>
    /// How an image is tagged, as it is written: with <c>{{.Version}}</c> the tag alone, with <c>{registry}/{folder}:{mirror-tag}-{build_name}</c> the whole reference.
    /// </summary>
    public string TagFormat { get; init; } = DefaultTagFormat;
}
