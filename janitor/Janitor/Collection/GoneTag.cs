namespace RegistryJanitor.Collection;

/// <summary>A tag that a pass has evicted.</summary>
/// <param name="Repository">Where it was.</param>
/// <param name="Tag">Its name.</param>
/// <param name="PushedAt">Its last push, UTC.</param>
/// <param name="Digest">What it pointed at; null when that was not read, as in a dry run.</param>
/// <param name="Reason">Why it went, for people.</param>
public sealed record GoneTag(RepositoryName Repository, Tag Tag, DateTimeOffset PushedAt, Digest? Digest, string Reason)
{
    /// <summary>The tag of a step.</summary>
    public static GoneTag By(CollectionStep.EvictTag step, Digest? digest) => new(step.Repository, step.Tag.Tag, step.Tag.PushedAt, digest, step.Reason);
}
