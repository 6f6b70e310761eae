using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Credentials;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Reporting;
using RegistryJanitor.GitMirror.Repositories;
using RegistryJanitor.GitMirror.State;
using RegistryJanitor.GitMirror.Waking;

namespace RegistryJanitor.GitMirror;

/// <summary>
/// Every mirror of the list once, some at a time, or those alone that were asked for. One that fails never hides the others, and one that takes long never holds
/// them up: a pass ends without it, and what it comes to counts from when it ends.
/// </summary>
/// <param name="settings">How.</param>
/// <param name="source">Lists the mirrors.</param>
/// <param name="forge">The API of the destinations; null: none is known.</param>
/// <param name="once">A person asked: every mirror has its turn at once, whatever its backoff.</param>
/// <param name="accept">The mirror whose deletions are meant, however many; null: none.</param>
/// <param name="clock">For backoff and limits.</param>
/// <param name="log">For what happens.</param>
public sealed class MirrorPass(MirrorSettings settings, IMirrorSource source, IForge? forge, bool once, string? accept, TimeProvider clock, ILogger log)
{
    private readonly MirrorLayout _layout = new(settings.DataDirectory);
    private readonly CredentialSource _credentials = new(settings.Access.CredentialsFile, settings.Forge, log);
    private readonly ListingNews _news = new(log);
    private readonly ConcurrentDictionary<string, MirrorRecord> _records = new(StringComparer.Ordinal);
    private readonly RunningTurns _turns = new(settings.Workers);
    private volatile PassReport _report = PassReport.None(source.Name);
    private string? _broken;
    private DateTimeOffset _credentialsSince;

    /// <summary>Where mirrors are asked for out of turn.</summary>
    public SyncRequests Requests { get; init; } = new(new WakeUp());

    /// <summary>How long a pass waits for the turns that it began, counted from its own beginning: the next one is then in time.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromTicks(Math.Max((settings.Interval * 0.9).Ticks, TimeSpan.FromSeconds(10).Ticks));

    /// <summary>What passes have left so far; also a turn that its pass did not wait for leaves its record here.</summary>
    public PassReport Report => _report with { Records = _records };

    /// <summary>Ends when no mirror has its turn any more: after a stop, when everything that turns had started has ended.</summary>
    public Task WhenIdleAsync() => _turns.WhenIdleAsync();

    /// <summary>Runs it; passes of one object never overlap.</summary>
    public async Task<PassResult> RunAsync(CancellationToken stop)
    {
        var work = once ? PassWork.Once : Requests.Take();
        if (work.NeedsList || _report.Listing is null)
            _broken = await ListAsync(stop);
        var unread = _credentials.Reread(out var renewed);
        if (renewed)
            _credentialsSince = clock.GetUtcNow();
        var tools = new MirrorTools(settings, _credentials, forge, clock, log);
        try
        {
            await GiveTurnsAsync(tools, work, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await WhenIdleAsync();
            throw;
        }

        return Judge(unread);
    }

    private async Task GiveTurnsAsync(MirrorTools tools, PassWork work, CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var given = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (mirror, reason) in TurnsAsync(work, stop))
        {
            given.Add(mirror.Name.Value);
            _turns.Start(mirror.Name.Value, () => RecordAsync(tools, mirror, reason, stop), again => Requests.AskFor(mirror.Name.Value, again));
        }

        var ended = _turns.WhenIdleAsync(given);
        var left = Patience - clock.GetElapsedTime(began);
        if (once)
            await ended.WaitAsync(stop);
        else if (left > TimeSpan.Zero)
            await WaitAsync(Task.WhenAny(ended, Requests.Pending), left, stop);
        stop.ThrowIfCancellationRequested();
    }

    private async Task WaitAsync(Task ended, TimeSpan left, CancellationToken stop)
    {
        try
        {
            await ended.WaitAsync(left, clock, stop);
        }
        catch (TimeoutException)
        {
            // Who takes longer is not waited for.
        }
    }

    private async Task RecordAsync(MirrorTools tools, Mirror mirror, string reason, CancellationToken stop)
    {
        try
        {
            _records[mirror.Name.Value] = IsPatient(reason) && Resting(mirror) is { } resting ? resting : await TurnAsync(tools, reason, mirror, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was known of it before still is.
        }
    }

    /// <summary>Nobody waits for it: it may come a little later, and rests after a failure.</summary>
    private static bool IsPatient(string reason) => string.Equals(reason, PassWork.Interval, StringComparison.Ordinal);

    private bool IsIdle(Mirror mirror, string? reason) => _turns.IsIdle(mirror.Name.Value, reason is null || IsPatient(reason) ? null : reason);

    /// <summary>Who was asked for, and then one by one, spread over a tenth of the interval, who is patient; who of these is asked for meanwhile comes at once.</summary>
    private async IAsyncEnumerable<(Mirror Mirror, string Reason)> TurnsAsync(PassWork work, [EnumeratorCancellation] CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var turns = _report.Mirrors.Where(mirror => !mirror.Skip && IsIdle(mirror, work.ReasonFor(mirror.Name))).ToLookup(mirror => work.ReasonFor(mirror.Name), StringComparer.Ordinal);
        foreach (var prompt in turns.Where(asked => asked.Key is not null && !IsPatient(asked.Key)))
        {
            foreach (var mirror in prompt)
            {
                await _turns.SlotAsync(stop);
                yield return (mirror, prompt.Key!);
            }
        }

        var waiting = turns[PassWork.Interval].ToDictionary(mirror => mirror.Name.Value, StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
            // First the place, then who has it: who is asked for while all are taken goes before who is patient.
            await _turns.SlotAsync(stop);
            var next = waiting.Values.MinBy(mirror => Backoff.Start(mirror.Name, settings.Interval))!;
            var left = Backoff.Start(next.Name, settings.Interval) - clock.GetElapsedTime(began);
            var asked = await Requests.NextOfAsync(waiting.Keys, left, clock, stop);
            waiting.Remove(asked?.Mirror ?? next.Name.Value, out var mirror);
            yield return (mirror!, asked?.Reason ?? PassWork.Interval);
        }
    }

    /// <summary>Gives what is wrong with the list while the last good one is used; null when it is fresh.</summary>
    private async Task<string?> ListAsync(CancellationToken stop)
    {
        try
        {
            var listing = await source.ListAsync(stop);
            _report = _report with { Listing = listing, Mistakes = listing.Stale?.Sentences ?? [] };
            _news.Tell(listing);
            if (listing.Stale is not { } stale)
                return null;
            foreach (var sentence in stale.Sentences)
                Log.ListStale(log, stale.Since, sentence);
            return $"the list of mirrors is that of {stale.Since:u}: {stale.Sentences[0]}";
        }
        catch (ListingException none)
        {
            if (settings.Forge is not null)
            {
                Log.ListMissing(log, none.Sentences[0]);
                _report = _report with { Mistakes = none.Sentences };
                return $"there is no list of mirrors: {none.Sentences[0]}";
            }

            foreach (var sentence in none.Sentences)
                Log.ListBroken(log, sentence);
            _report = _report with { Mistakes = none.Sentences };
            return $"the list of mirrors has {(none.Sentences.Count == 1 ? "a mistake" : $"{none.Sentences.Count} mistakes")}: {none.Sentences[0]}";
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "What git-mirror itself gets wrong with one mirror must not end the turns of all others.")]
    private async Task<MirrorRecord> TurnAsync(MirrorTools tools, string reason, Mirror mirror, CancellationToken stop)
    {
        var startedAt = clock.GetUtcNow();
        FaultRecord? fault;
        try
        {
            fault = await tools.Turn(reason).RunAsync(mirror, string.Equals(accept, mirror.Name.Value, StringComparison.Ordinal), stop);
            if (await tools.Maintenance.RunAsync(mirror, stop) is { } damage)
                fault = FaultRecord.Of(damage);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception unexpected)
        {
            var own = new MirrorFault.Unexpected(unexpected);
            Log.Unexpected(log, unexpected, mirror.Name.Value);
            Write(mirror, reason, own);
            fault = FaultRecord.Of(own);
        }

        return new MirrorRecord(mirror, startedAt, clock.GetUtcNow(), fault);
    }

    /// <summary>What a turn could not write down itself.</summary>
    private void Write(Mirror mirror, string reason, MirrorFault fault)
    {
        try
        {
            Directory.CreateDirectory(_layout.Mirrors);
            using var hold = MirrorHold.Take(_layout.Lock(mirror.Name));
            var last = StateFile.Read(_layout.State(mirror.Name));
            var (now, failures) = (clock.GetUtcNow(), (last?.Failures ?? 0) + 1);
            StateFile.Write(_layout.State(mirror.Name), (last ?? new MirrorState { Mirror = mirror.Name.Value, Upstream = mirror.Upstream.ToString(), Outcome = "", Reason = "", TriedAt = default }) with
            {
                TriedUpstream = mirror.Upstream.ToString(),
                Outcome = "failed",
                Fault = FaultRecord.Of(fault),
                Reason = reason,
                Failures = failures,
                TriedAt = now,
                NextTryAt = now + Backoff.Pause(mirror.Name, fault, failures),
            });
        }
        catch (Exception refused) when (refused is MirrorException or IOException or UnauthorizedAccessException)
        {
            // It is in the log, and in the record of this pass.
        }
    }

    /// <summary>What its last try came to while a mirror is left alone; null when it has its turn.</summary>
    private MirrorRecord? Resting(Mirror mirror)
    {
        try
        {
            return StateFile.Read(_layout.State(mirror.Name)) is { Fault: { } fault, NextTryAt: { } next, TriedAt: var tried } state && next > clock.GetUtcNow() && !IsMended(mirror, state)
                ? _records.GetValueOrDefault(mirror.Name.Value) ?? new MirrorRecord(mirror, tried, tried, fault)
                : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Its turn will meet the same, and say so.
            return null;
        }
    }

    /// <summary>A person has changed what it failed for.</summary>
    private bool IsMended(Mirror mirror, MirrorState state) =>
        !string.Equals(state.TriedUpstream ?? state.Upstream, mirror.Upstream.ToString(), StringComparison.Ordinal)
        || (state.Fault?.Code is "credentials-wanted" or "credentials-refused" && state.TriedAt < _credentialsSince);

    /// <summary>Over all mirrors, also those that this pass left alone: what they came to still holds.</summary>
    private PassResult Judge(IReadOnlyList<string> unread)
    {
        if ((_broken ?? (unread.Count > 0 ? $"credentials cannot be read: {unread[0]}" : null)) is { } sentence)
            return new PassResult.Failed(sentence) { IsPartial = _report.Listing is not null };
        var failed = Report.Turns.Where(turn => turn.Fault is not null).ToList();
        if (failed.Count == 0)
            return new PassResult.Succeeded();
        var each = failed.OrderBy(turn => turn.Mirror.Name.Value, StringComparer.Ordinal).Select(turn => $"{turn.Mirror.Name} ({turn.Fault!.Code})");
        return new PassResult.Failed($"{failed.Count} of {_report.Mirrors.Count} mirrors are not like their upstream: {string.Join(", ", each)}") { IsPartial = true };
    }
}
