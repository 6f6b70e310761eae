using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>Finds out what is to be done, and changes nothing. No manifest is read: digests come by HEAD, which costs no pull.</summary>
/// <param name="registries">Who is asked.</param>
/// <param name="known">What earlier runs did.</param>
/// <param name="parallelism">Tags that are asked for at once.</param>
internal sealed class SyncPlanner(RegistryClient registries, SyncState known, int parallelism)
{
    // Whoever does not answer for one tag is not asked for the next thousand.
    private readonly ConcurrentDictionary<string, RegistryException> _silent = new(StringComparer.Ordinal);

    /// <summary>Selects the tags of an entry: one listing, and none where it names its tag.</summary>
    internal async Task<EntryPlan> ChooseAsync(SyncEntry entry, CancellationToken cancel) => (await ListAsync(entry, cancel)).Plan;

    /// <summary>1. The tags. 2. Each at the target, then at the source. 3. What signs and describes it, where that is asked for.</summary>
    internal async Task<EntryPlan> PlanAsync(SyncEntry entry, CancellationToken cancel)
    {
        var (plan, listed) = await ListAsync(entry, cancel);
        if (plan.Choice is not { } choice)
            return plan;
        var planned = new IReadOnlyList<PlannedTag>[choice.Selected.Count];
        await Parallel.ForAsync(0, planned.Length, new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = cancel }, async (at, stop) =>
            planned[at] = await TagAsync(entry, choice.Selected[at], listed, stop));
        return plan with { Tags = [.. planned.SelectMany(tags => tags)] };
    }

    private async Task<(EntryPlan Plan, IReadOnlySet<Tag> Listed)> ListAsync(SyncEntry entry, CancellationToken cancel)
    {
        var plan = new EntryPlan(entry);
        try
        {
            IReadOnlyList<Tag> tags = entry.Tags is TagSelection.One && !WantsReferrers(entry) ? [] : await registries.TagsAsync(entry.Source, cancel);
            var choice = TagSelector.Select(entry, tags);
            string?[] notices =
            [
                choice.Notice,
                choice.Selected.Count == 0 ? $"none of the {choice.Listed} tags of {entry.Source.Name} is meant; correct the entry, or take it out" : null,
                entry is { Referrers: true, Platforms.Count: > 0 } ? "referrers are not copied where platforms are chosen: they speak of the whole index, which is not copied" : null,
            ];
            return (plan with { Choice = choice, Notices = [.. notices.OfType<string>()] }, tags.ToHashSet());
        }
        catch (RegistryException failed)
        {
            return (plan with { Fault = failed.Message, IsPutOff = failed.Fault is RegistryFault.RateLimited, Until = failed.RetryAt }, new HashSet<Tag>());
        }
        catch (RegexMatchTimeoutException)
        {
            return (plan with { Fault = $"the expression of {entry.Name} takes more than a second for one tag; write it without nested repetitions" }, new HashSet<Tag>());
        }
    }

    private static bool WantsReferrers(SyncEntry entry) => entry is { Referrers: true, Platforms.Count: 0 };

    private async Task<IReadOnlyList<PlannedTag>> TagAsync(SyncEntry entry, Tag tag, IReadOnlySet<Tag> listed, CancellationToken cancel)
    {
        var planned = await OneAsync(entry, tag, cancel);
        var source = planned switch { PlannedTag.Copy copy => copy.Source, PlannedTag.Keep keep => keep.Source, _ => null };
        if (source is not { } subject || !WantsReferrers(entry))
            return [planned];
        var all = new List<PlannedTag> { planned };
        foreach (var referrer in ReferrersOf(subject).Where(listed.Contains))
        {
            var one = await OneAsync(entry, referrer, cancel);
            all.Add(one is PlannedTag.Copy copy ? copy with { About = tag } : one);
        }

        return all;
    }

    /// <summary>cosign's tags, and the one under which clients keep referrers where a registry has no API for them.</summary>
    private static IEnumerable<Tag> ReferrersOf(Digest subject) =>
        ((string[])["", ".sig", ".att", ".sbom"]).Select(suffix => Tag.Parse($"{subject.Algorithm}-{subject.Hex[..64]}{suffix}"));

    private async Task<PlannedTag> OneAsync(SyncEntry entry, Tag tag, CancellationToken cancel)
    {
        try
        {
            var target = (await HeadAsync(entry.Target.WithTag(tag), cancel))?.Digest;
            if (TagDecision.FromTarget(entry, tag, target) is { } decided)
                return decided;
            var source = (await HeadAsync(entry.Source.WithTag(tag), cancel))?.Digest;
            return TagDecision.FromBoth(entry, tag, source, target, known.TagOf(entry.Source.Name, entry.Target.Name, tag.Value));
        }
        catch (RegistryException failed)
        {
            return failed.Fault is RegistryFault.RateLimited ? new PlannedTag.PutOff(tag, failed.Message, failed.RetryAt) : new PlannedTag.Fail(tag, failed.Message);
        }
    }

    private async Task<ManifestHead?> HeadAsync(ImageReference image, CancellationToken cancel)
    {
        if (_silent.TryGetValue(image.Registry, out var silent))
            throw new RegistryException(silent.Fault, silent.Message);
        try
        {
            return await registries.HeadAsync(image, cancel);
        }
        catch (RegistryException failed) when (failed.Fault is RegistryFault.Unreachable)
        {
            _silent[image.Registry] = failed;
            throw;
        }
    }
}
