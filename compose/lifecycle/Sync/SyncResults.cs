using System.Globalization;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>What came of the plans so far, as it is recorded. Copies end on many threads.</summary>
/// <param name="plans">In the order of lifecycle.yaml.</param>
/// <param name="known">What earlier runs did.</param>
internal sealed class SyncResults(IReadOnlyList<EntryPlan> plans, SyncState known)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PlannedTag.Copy, CopyOutcome> _outcomes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PlannedTag.Keep, DateTimeOffset?> _created = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PlannedTag.Copy, DateTimeOffset> _ended = new(ReferenceEqualityComparer.Instance);

    /// <summary>Takes note of a copy.</summary>
    internal void Note(PlannedTag.Copy copy, CopyOutcome outcome, DateTimeOffset now)
    {
        lock (_gate)
        {
            _outcomes[copy] = outcome;
            _ended[copy] = now;
        }
    }

    /// <summary>Takes note of when an image was made that was there already.</summary>
    internal void Note(PlannedTag.Keep keep, DateTimeOffset? created)
    {
        lock (_gate)
            _created[keep] = created;
    }

    /// <summary>Everything, as of a moment.</summary>
    internal SyncState Records(DateTimeOffset now)
    {
        lock (_gate)
            return new SyncState { Entries = [.. plans.Select(plan => Entry(plan, now))] };
    }

    private SyncEntryRecord Entry(EntryPlan plan, DateTimeOffset now)
    {
        var (source, target) = (plan.Entry.Source.Name, plan.Entry.Target.Name);
        IReadOnlyList<TagRecord> tags = plan.Fault is null
            ? [.. plan.Tags.Select(tag => Tag(plan.Entry, tag, now)).OfType<TagRecord>()]
            : known.Entries.FirstOrDefault(entry => entry.Source.Equals(source, StringComparison.Ordinal) && entry.Target.Equals(target, StringComparison.Ordinal))?.Tags ?? [];
        var until = plan.Tags.Select(tag => tag switch
        {
            PlannedTag.PutOff off => off.Until,
            PlannedTag.Copy copy when _outcomes.GetValueOrDefault(copy) is CopyOutcome.PutOff off => off.Until,
            _ => null,
        }).Append(plan.Until).Max();
        var result = plan.Fault is not null ? (plan.IsPutOff ? SyncWords.PutOff : SyncWords.Failed)
            : tags.Any(tag => tag.Result.Equals(SyncWords.Failed, StringComparison.Ordinal)) ? SyncWords.Failed
            : tags.Any(tag => tag.Result.Equals(SyncWords.PutOff, StringComparison.Ordinal)) ? SyncWords.PutOff
            : SyncWords.Ok;
        return new SyncEntryRecord(source, target)
        {
            Result = result,
            Sentence = plan.Fault ?? Sum(tags),
            At = now,
            ResumesAt = until,
            Tags = tags,
        };
    }

    /// <summary>Null: it is still being copied for the first time.</summary>
    private TagRecord? Tag(SyncEntry entry, PlannedTag tag, DateTimeOffset now)
    {
        var last = known.TagOf(entry.Source.Name, entry.Target.Name, tag.Tag.Value);
        var record = (last ?? new TagRecord(tag.Tag.Value)) with { CheckedAt = now, Sentence = tag.Reason };
        switch (tag)
        {
            case PlannedTag.Keep keep:
                var isKnown = keep.Target == Parsed(last?.CreatedOf);
                var isRead = _created.TryGetValue(keep, out var created);
                return record with
                {
                    CreatedAt = isRead ? created : isKnown ? last?.CreatedAt : null,
                    CreatedOf = isRead || isKnown ? keep.Target.ToString() : null,
                    Result = SyncWords.Kept,
                    SourceDigest = (keep.Source ?? Parsed(last?.SourceDigest))?.ToString(),
                    TargetDigest = keep.Target.ToString(),
                    Platforms = keep.Source == keep.Target ? null : last?.Platforms,
                    CopiedAt = keep.Target == Parsed(last?.TargetDigest) ? last?.CopiedAt : null,
                };
            case PlannedTag.Fail:
                return record with { Result = SyncWords.Failed };
            case PlannedTag.PutOff:
                return record with { Result = SyncWords.PutOff };
            default:
                var copy = (PlannedTag.Copy)tag;
                return _outcomes.GetValueOrDefault(copy) switch
                {
                    CopyOutcome.Done done => record with
                    {
                        Result = SyncWords.Copied,
                        Sentence = done.Sentence.Length > 0 ? $"{tag.Reason}; {done.Sentence}" : tag.Reason,
                        SourceDigest = copy.Source.ToString(),
                        TargetDigest = done.Target.ToString(),
                        Platforms = done.Target == copy.Source ? null : string.Join(',', entry.Platforms),
                        CopiedAt = _ended[copy],
                        CreatedAt = done.Created,
                        CreatedOf = done.Target.ToString(),
                    },
                    CopyOutcome.PutOff off => record with { Result = SyncWords.PutOff, Sentence = off.Sentence },
                    CopyOutcome.Failed failed => record with { Result = SyncWords.Failed, Sentence = failed.Sentence },
                    _ => last,
                };
        }
    }

    private static Digest? Parsed(string? text) => text is not null && Digest.TryParse(text, out var digest) ? digest : null;

    private static string Sum(IReadOnlyList<TagRecord> tags)
    {
        string[] words = [SyncWords.Copied, SyncWords.Kept, SyncWords.Failed, SyncWords.PutOff];
        var counted = words
            .Select(word => (Word: word.Replace('_', ' '), Count: tags.Count(tag => tag.Result.Equals(word, StringComparison.Ordinal))))
            .Where(one => one.Count > 0)
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Count} {one.Word}"));
        return tags.Count == 0 ? "nothing is meant" : string.Join(", ", counted);
    }
}
