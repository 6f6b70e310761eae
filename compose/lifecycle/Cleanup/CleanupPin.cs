using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>A tag that lifecycle.yaml itself needs.</summary>
/// <param name="Image">With its tag.</param>
/// <param name="Why">As the reason of a verdict.</param>
internal sealed record CleanupPin(ImageReference Image, string Why);
