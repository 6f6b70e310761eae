using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Rebuilding.Looking;

/// <summary>How an image is asked for.</summary>
public abstract record BuildRoad
{
    private BuildRoad()
    {
    }

    /// <summary>As an entry of <c>builds</c>.</summary>
    /// <param name="Build">That one.</param>
    public sealed record OfMirror(MirrorBuild Build) : BuildRoad;

    /// <summary>As an entry of <c>images</c>.</summary>
    /// <param name="Entry">That one.</param>
    /// <param name="Mirror">The tag that it is built from; null: that is not known now.</param>
    public sealed record OfTemplate(ImageEntry Entry, ImageReference? Mirror) : BuildRoad;
}
