namespace RegistryJanitor.Retention;

/// <summary>One reason to keep tags. Rules are OR-ed; none knows of another, so their order changes nothing.</summary>
public abstract class RetentionRule
{
    /// <summary>The rule in words for people, as the object of "keeps".</summary>
    public abstract string Sentence { get; }

    /// <summary>It looks at what tags point at, which costs a read a tag.</summary>
    public virtual bool NeedsDigests => false;

    /// <summary>One opinion a tag.</summary>
    /// <param name="newestFirst">The tags of a repository, without referrers' and caches'.</param>
    /// <param name="now">The moment of the pass, UTC.</param>
    public abstract Opinion[] Judge(IReadOnlyList<PushedTag> newestFirst, DateTimeOffset now);
}
