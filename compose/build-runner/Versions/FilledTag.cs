using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Versions;

/// <summary>A tag that was made of a template.</summary>
/// <param name="Template">As it was asked for.</param>
/// <param name="Tag">What it became.</param>
/// <param name="Reach">What it speaks for.</param>
public sealed record FilledTag(string Template, Tag Tag, TagReach Reach);
