using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary>An image with all that its build needs.</summary>
/// <param name="Entry">What the file says.</param>
/// <param name="Image">What it is called, with its tag.</param>
/// <param name="Base">What it is built from.</param>
/// <param name="Dockerfile">Filled in.</param>
/// <param name="Files">The rest of its context, without the Dockerfile and its template.</param>
public sealed record PreparedImage(ImageEntry Entry, ImageReference Image, BaseImage Base, string Dockerfile, IReadOnlyList<ContextEntry> Files)
{
    /// <summary>What the Dockerfile is called in every context.</summary>
    public const string DockerfileName = "Dockerfile";

    /// <summary>A digest of all that makes it what it is; see <see cref="ImageFingerprint"/>.</summary>
    public string Fingerprint => ImageFingerprint.Of(this);
}
