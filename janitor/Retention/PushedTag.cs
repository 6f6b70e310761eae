namespace RegistryJanitor.Retention;

/// <summary>A tag as the rules see it.</summary>
/// <param name="Tag">Its name.</param>
/// <param name="PushedAt">The last push, UTC.</param>
/// <param name="Digest">What it points at; null when nobody asked, or when it could not be read.</param>
public sealed record PushedTag(Tag Tag, DateTimeOffset PushedAt, Digest? Digest);
