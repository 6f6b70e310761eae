using Microsoft.Extensions.Logging;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Fetching;
using RegistryJanitor.GitMirror.Pushing;
using RegistryJanitor.GitMirror.Repositories;
using RegistryJanitor.GitMirror.State;

namespace RegistryJanitor.GitMirror;

/// <summary>One mirror's turn in a pass: hold it, fetch it, write down what is true, push it, write that down. Whatever goes wrong stays here.</summary>
/// <param name="fetch">Does the work.</param>
/// <param name="push">Does the other half, where there is a destination.</param>
/// <param name="layout">Knows the files.</param>
/// <param name="reason">What asked for it: <c>interval</c>, <c>once</c>, <c>webhook</c> or <c>signal</c>.</param>
/// <param name="clock">For the moments in the state.</param>
/// <param name="log">One line for a change, one for a failure.</param>
public sealed class MirrorTurn(MirrorFetch fetch, PushTurn push, MirrorLayout layout, string reason, TimeProvider clock, ILogger log)
{
    /// <summary>Gives what is wrong, or null; what is wrong with the upstream goes before what is wrong with the destination.</summary>
    public async Task<FaultRecord?> RunAsync(Mirror mirror, bool accepted, CancellationToken cancel)
    {
        try
        {
            Directory.CreateDirectory(layout.Mirrors);
            Directory.CreateDirectory(layout.Home);
            using var hold = MirrorHold.Take(layout.Lock(mirror.Name));
            return await HeldAsync(mirror, accepted, cancel);
        }
        catch (MirrorException failed)
        {
            // Nothing is written: the state belongs to who holds the mirror.
            return Told(mirror, failed.Fault);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Told(mirror, MirrorFault.Of(refused));
        }
    }

    private async Task<FaultRecord?> HeldAsync(Mirror mirror, bool accepted, CancellationToken cancel)
    {
        var path = layout.State(mirror.Name);
        var last = StateFile.Read(path);
        var elsewhere = last is not null && !last.Upstream.Equals(mirror.Upstream.ToString(), StringComparison.Ordinal);
        MirrorState state;
        MirrorFault? fault = null;
        var seen = false;
        try
        {
            var result = await fetch.RunAsync(mirror, elsewhere, accepted, cancel);
            seen = true;
            fault = (result as FetchResult.Fetched)?.Braked;
            state = After(mirror, last, result);
        }
        catch (MirrorException failed)
        {
            fault = failed.Fault;
            state = Tried(mirror, last);
        }

        if (fault is not null)
        {
            var failures = (last?.Failures ?? 0) + 1;
            state = state with { Outcome = "failed", Fault = Told(mirror, fault), Failures = failures, NextTryAt = state.TriedAt + Backoff.Pause(mirror.Name, fault, failures) };
        }

        // Before the push: who builds from the mirror need not wait for a destination.
        StateFile.Write(path, state);
        // Not unless the upstream was seen a moment ago: what it had before may be what its owner has just taken back.
        if (mirror.Destination is not { } destination || !seen)
            return state.Fault;

        var left = await push.RunAsync(mirror, destination, state, asked: reason is not "interval", cancel);
        if (!ReferenceEquals(left, state.Destination))
            StateFile.Write(path, state with { Destination = left });
        return state.Fault ?? left.Fault;
    }

    private MirrorState After(Mirror mirror, MirrorState? last, FetchResult result)
    {
        var fetched = result as FetchResult.Fetched;
        var now = fetched?.Now ?? ((FetchResult.Unchanged)result).Now;
        var state = Tried(mirror, last) with
        {
            Upstream = mirror.Upstream.ToString(),
            SucceededAt = fetched?.Braked is null ? clock.GetUtcNow() : last?.SucceededAt,
            // Also where nothing changed: a state file that was lost, or is not true, is made anew from the repository.
            DefaultBranch = now.Head,
            New = now.Tip?.Hex,
            Refs = now.Refs.Count,
            RefsDigest = now.Digest,
        };
        if (fetched is null || fetched.Before.Digest.Equals(now.Digest, StringComparison.Ordinal))
        {
            Log.Unchanged(log, mirror.Name.Value);
            return state;
        }

        Log.Changed(log, mirror.Name.Value, now.Head, now.Tip?.Hex, now.Refs.Count, fetched.Kept.Count);
        return state with { Outcome = "changed", Old = fetched.Before.Tip?.Hex, Kept = fetched.Kept, ChangedAt = clock.GetUtcNow() };
    }

    /// <summary>What was true before still is, and there was a try.</summary>
    private MirrorState Tried(Mirror mirror, MirrorState? last) =>
        (last ?? new MirrorState { Mirror = mirror.Name.Value, Upstream = mirror.Upstream.ToString(), Outcome = "", Reason = "", TriedAt = default }) with
        {
            TriedUpstream = mirror.Upstream.ToString(),
            Outcome = "unchanged",
            Reason = reason,
            Fault = null,
            Failures = 0,
            NextTryAt = null,
            Destination = mirror.Destination is null ? null : last?.Destination,
            TriedAt = clock.GetUtcNow(),
        };

    private FaultRecord Told(Mirror mirror, MirrorFault fault)
    {
        Log.Failed(log, mirror.Name.Value, fault);
        return FaultRecord.Of(fault);
    }
}
