namespace RegistryJanitor.Usage;

/// <summary>What takes the space of a tag.</summary>
/// <param name="Tag">Which.</param>
/// <param name="PushedAt">The last push, UTC.</param>
/// <param name="Digest">What it points at; null when that could not be read.</param>
/// <param name="Bytes">All that it leads to: manifests, configs, layers, of all platforms that are there.</param>
/// <param name="BytesAlone">Of it, what no other tag of the store leads to: what would be freed without it.</param>
public sealed record TagUsage(Tag Tag, DateTimeOffset PushedAt, Digest? Digest, long Bytes, long BytesAlone);
