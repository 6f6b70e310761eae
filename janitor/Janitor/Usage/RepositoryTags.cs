using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Usage;

/// <summary>The tags of a repository and what they point at.</summary>
/// <param name="Repository">Which.</param>
/// <param name="Tags">Newest push first.</param>
/// <param name="Targets">The number of what each of them points at; null when that could not be read.</param>
internal sealed record RepositoryTags(RepositoryName Repository, ImmutableArray<TagSnapshot> Tags, int?[] Targets);
