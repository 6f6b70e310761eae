using Microsoft.Extensions.Logging;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Git;
using RegistryJanitor.GitMirror.Repositories;
using RegistryJanitor.GitMirror.State;

namespace RegistryJanitor.GitMirror.Pushing;

/// <summary>The second half of a mirror's turn: decides whether its destination is looked at, and gives what is true of it after.</summary>
/// <param name="push">Does the work.</param>
/// <param name="repositories">Gives the repository of a mirror.</param>
/// <param name="believed">How long a destination is believed to be as it was left.</param>
/// <param name="clock">For the moments in the state.</param>
/// <param name="log">A line for a change and for a failure.</param>
public sealed class PushTurn(MirrorPush push, Func<Mirror, MirrorRepository> repositories, TimeSpan believed, TimeProvider clock, ILogger log)
{
    /// <summary>Runs it; the caller holds the mirror, whose state says what was fetched.</summary>
    /// <param name="mirror">Which.</param>
    /// <param name="destination">Its destination.</param>
    /// <param name="state">Of the fetch before.</param>
    /// <param name="asked">Whether a person asked, so that nothing is believed and nothing rests.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<DestinationState> RunAsync(Mirror mirror, Destination destination, MirrorState state, bool asked, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var last = Known(destination, state);
        if (last is not null && !asked && IsBelieved(last, state, now))
            return last;
        try
        {
            var here = await repositories(mirror).RefsAsync(cancel);
            var refused = (last?.Refused ?? []).Select(one => one.Ref).ToHashSet(StringComparer.Ordinal);
            var result = await push.RunAsync(mirror, destination, here, refused, cancel);
            return After(mirror, destination, here, last, result);
        }
        catch (MirrorException failed)
        {
            Log.NotPushed(log, mirror.Name.Value, failed.Fault);
            return Failed(mirror, last ?? new DestinationState { Address = destination.Url.ToString() }, failed.Fault);
        }
    }

    /// <summary>Nothing is known of a destination that was another one.</summary>
    private static DestinationState? Known(Destination destination, MirrorState state) =>
        string.Equals(state.Destination?.Address, destination.Url.ToString(), StringComparison.Ordinal) ? state.Destination : null;

    private bool IsBelieved(DestinationState last, MirrorState state, DateTimeOffset now)
    {
        if (last.Fault is not null)
            return (state.ChangedAt ?? DateTimeOffset.MinValue) <= last.VerifiedAt && last.NextTryAt > now;
        return string.Equals(last.RefsDigest, state.RefsDigest, StringComparison.Ordinal) && now - last.VerifiedAt < believed * (1 - (0.2 * Backoff.Share(new MirrorName(state.Mirror))));
    }

    private DestinationState After(Mirror mirror, Destination destination, RefSet here, DestinationState? last, PushResult result)
    {
        var changed = result.Outcomes.Count(outcome => outcome is { Done: true, What: not "unchanged" });
        var state = (last ?? new DestinationState { Address = destination.Url.ToString() }) with
        {
            New = here.Head is { } head ? result.There.Of(head)?.Hex : null,
            RefsDigest = WithoutForeign(here, result).Digest,
            Refused = [.. result.Outcomes.Where(outcome => !outcome.Done && result.There.Of(outcome.Update.Ref) != outcome.Update.To).Select(outcome => new RefusedRef(outcome.Update.Ref, FaultRecord.Of(outcome.Refusal!)))],
            Foreign = result.Foreign,
            Kept = changed > 0 || result.Kept.Count > 0 ? result.Kept : last?.Kept ?? [],
            Fault = null,
            PushedAt = changed > 0 ? clock.GetUtcNow() : last?.PushedAt,
            VerifiedAt = clock.GetUtcNow(),
            Failures = 0,
            NextTryAt = null,
        };
        if (changed > 0)
            Log.Pushed(log, mirror.Name.Value, changed, destination.Url.ToString(), result.Faults.Count);
        foreach (var fault in result.Faults)
            Log.NotPushed(log, mirror.Name.Value, fault);
        return result.Faults is [var first, ..] ? Failed(mirror, state with { Failures = last?.Failures ?? 0 }, first) : state;
    }

    /// <summary>What the destination has of the mirror's, under upstream's HEAD: equal to the mirror when nothing is missing.</summary>
    private static RefSet WithoutForeign(RefSet here, PushResult result)
    {
        var ours = RefSet.Empty with { Head = here.Head };
        var foreign = result.Foreign.ToHashSet(StringComparer.Ordinal);
        foreach (var (name, id) in result.There.Refs.Where(one => !foreign.Contains(one.Key)))
            ours.Refs[name] = id;
        return ours;
    }

    private DestinationState Failed(Mirror mirror, DestinationState state, MirrorFault fault) => state with
    {
        Fault = FaultRecord.Of(fault),
        Failures = state.Failures + 1,
        VerifiedAt = clock.GetUtcNow(),
        NextTryAt = clock.GetUtcNow() + Backoff.Pause(mirror.Name, fault, state.Failures + 1),
    };
}
