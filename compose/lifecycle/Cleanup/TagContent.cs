using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>What there is to know of a manifest before a tag of it may go.</summary>
internal sealed record TagContent
{
    /// <summary>Nothing is known.</summary>
    internal static TagContent None { get; } = new();

    /// <summary>When the image was made, by its configuration, UTC; of an index its newest child. Null: not known.</summary>
    internal DateTimeOffset? Created { get; init; }

    /// <summary>Why something of it could not be read; null: all of it was.</summary>
    internal string? Trouble { get; init; }

    /// <summary>Whether it may have children that nobody could read.</summary>
    internal bool HidesParts { get; init; }

    /// <summary>Whether it is a build cache.</summary>
    internal bool IsCache { get; init; }

    /// <summary>The manifests that it consists of, children of children included; empty for an image.</summary>
    internal IReadOnlyList<Digest> Parts { get; init; } = [];

    /// <summary>The manifest that it speaks of; null: none.</summary>
    internal Digest? Subject { get; init; }

    /// <summary>What it is built from, by its labels and annotations and those of its children.</summary>
    internal IReadOnlyList<ImageBase> Bases { get; init; } = [];
}
