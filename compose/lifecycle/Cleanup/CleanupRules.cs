using System.Globalization;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Oci;
using RegistryJanitor.Retention;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>The section retention as the janitor's rules. Each only ever keeps.</summary>
internal sealed class CleanupRules
{
    private readonly KeepLast _last;
    private readonly KeepWithin _within;
    private readonly KeepTags? _named;
    private readonly int _days;

    private CleanupRules(RetentionSection retention, IReadOnlyList<NamePattern> named)
    {
        // Tags of one manifest take one slot: latest, 1 and 1.2 beside 1.2.3 are one image.
        _last = new KeepLast(retention.KeepLast, digests: true);
        _within = new KeepWithin(TimeSpan.FromDays(retention.MaxAgeDays));
        _named = named.Count > 0 ? new KeepTags(named) : null;
        _days = retention.MaxAgeDays;
    }

    /// <summary>Reads them; the mistake is a sentence.</summary>
    internal static (CleanupRules? Rules, string? Mistake) Read(RetentionSection retention)
    {
        var named = new List<NamePattern>();
        foreach (var text in retention.ExcludeTags)
        {
            if (!NamePattern.TryParse(text, out var pattern, out var mistake))
                return (null, $"retention.exclude_tags: '{text}' {mistake}");
            named.Add(pattern!);
        }

        return (new CleanupRules(retention, named), null);
    }

    /// <summary>Why a name stays; null: no pattern means it.</summary>
    internal string? Named(Tag tag) => _named?.Judge([new PushedTag(tag, DateTimeOffset.UnixEpoch, null)], DateTimeOffset.UnixEpoch)[0] is { Keeps: true } opinion
        ? $"exclude_tags: {opinion.Why}"
        : null;

    /// <summary>One opinion for each tag: the number among the newest, and the age.</summary>
    /// <param name="newestFirst">Tags whose age is known.</param>
    /// <param name="now">The moment of the run, UTC.</param>
    internal IReadOnlyList<Opinion> Judge(IReadOnlyList<PushedTag> newestFirst, DateTimeOffset now)
    {
        var (last, within) = (_last.Judge(newestFirst, now), _within.Judge(newestFirst, now));
        var (young, old) = (string.Create(CultureInfo.InvariantCulture, $"made within {_days} days"), string.Create(CultureInfo.InvariantCulture, $"not made within {_days} days"));
        var opinions = new Opinion[newestFirst.Count];
        for (var at = 0; at < opinions.Length; at++)
        {
            opinions[at] = (last[at].Keeps, within[at].Keeps) switch
            {
                (true, _) => last[at],
                (_, true) => new Opinion(Keeps: true, young),
                _ => new Opinion(Keeps: false, $"{last[at].Why}, and {old}"),
            };
        }

        return opinions;
    }
}
