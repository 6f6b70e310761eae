using System.Globalization;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Oci;
using RegistryJanitor.Retention;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>A repository while the plan is made.</summary>
internal sealed class JudgedRepository
{
    // Only to tell caches: none of them goes here, however old.
    private static readonly CacheTags s_caches = new(TimeSpan.FromDays(1), []);

    internal JudgedRepository(SeenRepository seen)
    {
        Seen = seen;
        Tags = [.. seen.Tags.Order(NewestTagsFirst.Order).Select(tag => new JudgedTag(tag) { Refers = IsReferrer(tag) })];
    }

    internal SeenRepository Seen { get; }

    internal IReadOnlyList<JudgedTag> Tags { get; }

    /// <summary>Why nothing goes although something might; null: what goes, goes.</summary>
    internal string? Fault { get; set; }

    /// <summary>Why nothing is judged; null: it is.</summary>
    internal string? Refusal { get; set; }

    internal bool Holds => Fault is not null || Refusal is not null;

    /// <summary>Whether a tag stays as things are.</summary>
    internal bool Stays(JudgedTag tag) => Holds || tag.Keeps is not null;

    /// <summary>What the section retention says.</summary>
    internal void ByRules(CleanupRules rules, DateTimeOffset now)
    {
        var ranked = new List<JudgedTag>();
        foreach (var tag in Tags)
        {
            if (WhyUnjudged(tag, rules) is { } why)
                tag.Keep(why);
            else if (tag.Refers)
                tag.Lets = "goes with what it speaks of";
            else
                ranked.Add(tag);
        }

        var opinions = rules.Judge([.. ranked.Select(tag => new PushedTag(tag.Seen.Tag, tag.Seen.Content.Created!.Value, tag.Seen.Digest))], now);
        for (var at = 0; at < ranked.Count; at++)
        {
            if (opinions[at].Keeps)
                ranked[at].Keep(opinions[at].Why);
            else
                ranked[at].Lets = opinions[at].Why;
        }
    }

    /// <summary>What stays keeps its digest, its parts and what speaks of it; gives whether that kept another tag.</summary>
    internal bool Spread()
    {
        if (Holds)
            return false;
        var before = Tags.Count(Stays);
        var (digests, parts) = (new Dictionary<Digest, Tag>(), new Dictionary<Digest, Tag>());
        foreach (var tag in Tags.Where(Stays))
        {
            if (tag.Seen.Digest is { } digest)
                digests.TryAdd(digest, tag.Seen.Tag);
            foreach (var part in tag.Seen.Content.Parts)
                parts.TryAdd(part, tag.Seen.Tag);
        }

        foreach (var tag in Tags.Where(tag => !Stays(tag)))
        {
            if (digests.TryGetValue(tag.Seen.Digest!.Value, out var same))
                tag.Keep($"has the digest of {same}, which stays");
            else if (parts.TryGetValue(tag.Seen.Digest!.Value, out var whole))
                tag.Keep($"is a part of {whole}, which stays");
        }

        Refer();
        return Tags.Count(Stays) > before;
    }

    /// <summary>Stops everything here where more would go than may.</summary>
    internal void Limit(RetentionSection retention)
    {
        var going = Tags.Count(tag => !Stays(tag));
        if (!Holds && 100L * going > (long)retention.MaxDeletePercent * Tags.Count)
        {
            Fault = string.Create(
                CultureInfo.InvariantCulture,
                $"{going} of {Tags.Count} tags would go, more than retention.max_delete_percent ({retention.MaxDeletePercent}) allows; look at them, and raise it if they may go");
        }
    }

    internal RepositoryPlan Plan() => new(
        Seen.Target, [.. Tags.Select(tag => new TagVerdict(tag.Seen, Goes: tag.Keeps is null, tag.Keeps ?? tag.Lets) { With = tag.Keeps is null ? tag.With : null })])
    {
        Fault = Fault,
        Refusal = Refusal,
    };

    private static bool IsReferrer(SeenTag tag) =>
        // An image that has a subject, too, is judged as an image.
        ReferrerTag.TryParse(tag.Tag, out _) || (tag.Content.Subject is not null && tag.Content.Created is null);

    private string? WhyUnjudged(JudgedTag tag, CleanupRules rules)
    {
        var content = tag.Seen.Content;
        if (tag.Seen.Digest is null)
            return "is listed, and the registry says 404 to it; look what it is, and push it again or delete it there";
        if (rules.Named(tag.Seen.Tag) is { } named)
            return named;
        if (content.IsCache || s_caches.Has(Seen.Target.Repository.Repository, tag.Seen.Tag))
            return "is a build cache";
        if (content.Trouble is { } trouble)
            return $"cannot be read: {trouble}";
        return content.Created is null && !tag.Refers ? "does not say when it was made" : null;
    }

    /// <summary>What speaks of a manifest that goes, goes with it, also what speaks of that; everything else that speaks of something stays.</summary>
    private void Refer()
    {
        var left = Tags.Where(tag => tag.Refers && !Stays(tag)).ToList();
        if (left.Count == 0)
            return;
        foreach (var tag in left)
            tag.With = null;
        var going = new Queue<Digest>(Tags.Where(tag => !tag.Refers && !Stays(tag)).Select(tag => tag.Seen.Digest!.Value).Distinct());
        while (going.TryDequeue(out var subject))
        {
            foreach (var tag in left.Where(tag => tag.With is null && tag.MayReferTo(subject)))
            {
                tag.With = subject;
                going.Enqueue(tag.Seen.Digest!.Value);
            }
        }

        foreach (var tag in left.Where(tag => tag.With is null))
            tag.Keep("speaks of something that stays, or is no tag here");
    }
}
