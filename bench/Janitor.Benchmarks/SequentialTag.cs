namespace RegistryJanitor.Benchmarks;

/// <summary>A tag as <see cref="SequentialScan"/> saw it.</summary>
internal sealed record SequentialTag(string Repository, string Tag, string Digest, DateTime PushedAt);
