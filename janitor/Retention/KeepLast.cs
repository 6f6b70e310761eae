using System.Globalization;

namespace RegistryJanitor.Retention;

/// <summary>The newest tags stay, of the repository or of each group of it.</summary>
/// <param name="count">How many, at least 1.</param>
/// <param name="groupBy">What its first group captures is the group of a tag; those that it does not match are a group of their own. Null: one group.</param>
/// <param name="digests">Tags that point at the same manifest take one slot.</param>
public sealed class KeepLast(int count, NamePattern? groupBy = null, bool digests = false) : RetentionRule
{
    private readonly NumberedReasons _newest = new($"newest {count}");
    private readonly NumberedReasons _beyond = new($"beyond the newest {count}");

    /// <inheritdoc/>
    public override string Sentence =>
        $"the newest {count.ToString(CultureInfo.InvariantCulture)} {(digests ? "digests" : "tags")}{(groupBy is null ? "" : $" of each group that {groupBy} captures")}";

    /// <inheritdoc/>
    public override bool NeedsDigests => digests;

    /// <inheritdoc/>
    public override Opinion[] Judge(IReadOnlyList<PushedTag> newestFirst, DateTimeOffset now)
    {
        var opinions = new Opinion[newestFirst.Count];
        var slots = new Dictionary<string, Slots>(StringComparer.Ordinal);
        for (var i = 0; i < opinions.Length; i++)
        {
            var group = groupBy?.Capture(newestFirst[i].Tag.Value);
            if (digests && newestFirst[i].Digest is null)
            {
                opinions[i] = new Opinion(Keeps: true, "what it points at could not be read");
                continue;
            }

            var key = group is null ? "" : $"/{group}"; // what captures nothing is another group than what does not match
            if (!slots.TryGetValue(key, out var taken))
                slots.Add(key, taken = new Slots());
            var rank = taken.RankOf(digests ? newestFirst[i].Digest : null);
            var why = rank <= count ? _newest[rank] : _beyond[rank];
            opinions[i] = new Opinion(rank <= count, group is null ? why : $"{why} of {(group.Length > 0 ? group : "''")}");
        }

        return opinions;
    }

    private sealed class Slots
    {
        private readonly Dictionary<Digest, int> _ranks = [];
        private int _last;

        /// <summary>1 or more; null is like no other.</summary>
        public int RankOf(Digest? digest)
        {
            if (digest is not { } known)
                return ++_last;
            if (!_ranks.TryGetValue(known, out var rank))
                _ranks.Add(known, rank = ++_last);
            return rank;
        }
    }
}
