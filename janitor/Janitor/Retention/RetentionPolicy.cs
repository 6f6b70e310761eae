using System.Collections.Immutable;
using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Retention;

/// <summary>Phase 4, pure: which tags stay in the repositories that a policy is for.</summary>
/// <remarks>Rules only keep, and are OR-ed. Referrers' tags take no slot: a signature is no image.</remarks>
public sealed class RetentionPolicy
{
    /// <summary>Keeps the newest tags of a repository and nothing else.</summary>
    /// <param name="keepLast">How many, at least 1.</param>
    public RetentionPolicy(int keepLast)
        : this([new KeepLast(keepLast)])
    {
    }

    /// <param name="rules">Without any, everything stays.</param>
    public RetentionPolicy(ImmutableArray<RetentionRule> rules) => Rules = rules;

    /// <summary>What it is called in messages; empty for the one that the environment makes.</summary>
    public string Name { get; init; } = "";

    /// <summary>The repositories that it is for; any of these.</summary>
    public ImmutableArray<NamePattern> Repositories { get; init; } = [];

    /// <summary>What keeps a tag.</summary>
    public ImmutableArray<RetentionRule> Rules { get; }

    /// <summary>A tag that was pushed within it never goes, not for space either.</summary>
    public TimeSpan MinAge { get; init; }

    /// <summary>Tags that never go, not for space either.</summary>
    public ImmutableArray<NamePattern> Protect { get; init; } = [];

    /// <summary>What is a cache, and how long it stays; null: none is.</summary>
    public CacheTags? Cache { get; init; }

    /// <summary>Everything stays, not for space either.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Some rule looks at what tags point at.</summary>
    public bool NeedsDigests => !IsDisabled && Rules.Any(rule => rule.NeedsDigests);

    /// <summary>Whether the policy is for a repository.</summary>
    public bool IsFor(RepositoryName repository) => Repositories.Any(pattern => pattern.Matches(repository.Value));

    /// <summary>One verdict a tag, newest push first. Tags pushed at the same moment rank by name, <c>v10</c> before <c>v9</c>.</summary>
    /// <param name="repository">As it was scanned.</param>
    /// <param name="now">The moment of the pass, UTC.</param>
    /// <param name="digestOf">What a tag points at; asked only when <see cref="NeedsDigests"/>.</param>
    public ImmutableArray<Verdict> Decide(ScannedRepository repository, DateTimeOffset now, Func<Tag, Digest?> digestOf)
    {
        var newestFirst = NewestFirst(repository);
        if (!repository.IsWhole)
            return KeepAll(newestFirst, "something in its repository could not be read");
        if (IsDisabled)
            return KeepAll(newestFirst, $"policy {Name} is disabled");
        if (Rules.IsEmpty)
            return KeepAll(newestFirst, $"policy {Name} has no rule");

        var images = new List<PushedTag>();
        foreach (var tag in newestFirst)
        {
            if (!ReferrerTag.TryParse(tag.Tag, out _) && Cache?.Has(repository.Name, tag.Tag) is not true)
                images.Add(new PushedTag(tag.Tag, tag.PushedAt, NeedsDigests ? digestOf(tag.Tag) : null));
        }

        var opinions = Rules.Select(rule => rule.Judge(images, now)).ToArray();
        var verdicts = ImmutableArray.CreateBuilder<Verdict>(newestFirst.Length);
        var image = 0;
        foreach (var tag in newestFirst)
        {
            if (ReferrerTag.TryParse(tag.Tag, out var referrer))
                verdicts.Add(new Verdict.Follow(tag, referrer, "follows its subject"));
            else if (Cache?.Has(repository.Name, tag.Tag) is true)
                verdicts.Add(Close(tag, [Cache.Judge(tag.PushedAt, now), .. Named(tag, now)], now));
            else
                verdicts.Add(Close(tag, OpinionsOf(opinions, image++), now));
        }

        return verdicts.MoveToImmutable();
    }

    /// <summary>Everything of a repository stays.</summary>
    public static ImmutableArray<Verdict> KeepAll(ScannedRepository repository, string why) => KeepAll(NewestFirst(repository), why);

    /// <summary>Why a tag may not go, whatever rules and space say; null when it may.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="now">The moment of the pass, UTC.</param>
    public string? Shield(TagSnapshot tag, DateTimeOffset now)
    {
        if (IsDisabled)
            return $"policy {Name} is disabled";
        if (Protect.FirstOrDefault(pattern => pattern.Matches(tag.Tag.Value)) is { } pattern)
            return $"protected by {pattern}";
        return MinAge > TimeSpan.Zero && tag.PushedAt > now - MinAge ? $"younger than {Duration.Text(MinAge)}" : null;
    }

    /// <summary>A cache that is named is kept as anything else that is.</summary>
    private IEnumerable<Opinion> Named(TagSnapshot cache, DateTimeOffset now) =>
        Rules.OfType<KeepTags>().Select(rule => rule.Judge([new PushedTag(cache.Tag, cache.PushedAt, null)], now)[0]).Where(opinion => opinion.Keeps);

    private Verdict Close(TagSnapshot tag, ReadOnlySpan<Opinion> opinions, DateTimeOffset now)
    {
        var keeps = Reasons(opinions, keeps: true);
        if (keeps is not null)
            return new Verdict.Keep(tag, keeps);
        return Shield(tag, now) is { } shield
            ? new Verdict.Keep(tag, shield)
            : new Verdict.Evict(tag, Reasons(opinions, keeps: false)!);
    }

    /// <summary>One text for the most frequent case, which is one reason.</summary>
    private static string? Reasons(ReadOnlySpan<Opinion> opinions, bool keeps)
    {
        string? reasons = null;
        foreach (var opinion in opinions)
        {
            if (opinion.Keeps == keeps)
                reasons = reasons is null ? opinion.Why : $"{reasons}; {opinion.Why}";
        }

        return reasons;
    }

    private static Opinion[] OpinionsOf(Opinion[][] byRule, int tag) => Array.ConvertAll(byRule, rule => rule[tag]);

    private static TagSnapshot[] NewestFirst(ScannedRepository repository) =>
    [
        .. repository.Tags
            .OrderByDescending(tag => tag.Link.ModifiedNanoseconds)
            .ThenByDescending(tag => tag.Tag, Oci.Tag.NaturalOrder),
    ];

    private static ImmutableArray<Verdict> KeepAll(TagSnapshot[] newestFirst, string why) =>
        [.. newestFirst.Select(tag => new Verdict.Keep(tag, why))];
}
