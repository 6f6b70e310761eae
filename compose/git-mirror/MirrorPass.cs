using System.Collections.Concurrent;
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

/// <summary>Every mirror of the list once, some at a time, or those alone that were asked for. One that fails never hides the others.</summary>
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
    private volatile PassReport _report = PassReport.None(source.Name);
    private string? _broken;

    /// <summary>Where mirrors are asked for out of turn.</summary>
    public SyncRequests Requests { get; init; } = new(new WakeUp());

    /// <summary>What passes have left so far.</summary>
    public PassReport Report => _report;

    /// <summary>Runs it.</summary>
    public async Task<PassResult> RunAsync(CancellationToken stop)
    {
        var work = once ? PassWork.Once : Requests.Take();
        if (work.NeedsList || _report.Listing is null)
            _broken = await ListAsync(stop);
        var unread = _credentials.Reread();
        var tools = new MirrorTools(settings, _credentials, forge, clock, log);
        var records = new ConcurrentDictionary<string, MirrorRecord>(_report.Records, StringComparer.Ordinal);
        await Parallel.ForEachAsync(TurnsAsync(work, stop), new ParallelOptions { MaxDegreeOfParallelism = settings.Workers, CancellationToken = stop }, async (turn, cancel) =>
            records[turn.Mirror.Name.Value] = IsPatient(turn.Reason) && Resting(turn.Mirror) is { } resting
                ? resting
                : await TurnAsync(tools, turn.Reason, turn.Mirror, cancel));

        _report = _report with { Records = records };
        return Judge(unread);
    }

    /// <summary>Nobody waits for it: it may come a little later, and rests after a failure.</summary>
    private static bool IsPatient(string reason) => string.Equals(reason, PassWork.Interval, StringComparison.Ordinal);

    /// <summary>Who was asked for, and then one by one, spread over a tenth of the interval, who is patient; who of these is asked for meanwhile comes at once.</summary>
    private async IAsyncEnumerable<(Mirror Mirror, string Reason)> TurnsAsync(PassWork work, [EnumeratorCancellation] CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var turns = _report.Mirrors.Where(mirror => !mirror.Skip).ToLookup(mirror => work.ReasonFor(mirror.Name), StringComparer.Ordinal);
        foreach (var prompt in turns.Where(asked => asked.Key is not null && !IsPatient(asked.Key)))
        {
            foreach (var mirror in prompt)
                yield return (mirror, prompt.Key!);
        }

        var waiting = turns[PassWork.Interval].ToDictionary(mirror => mirror.Name.Value, StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
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

    private async Task<MirrorRecord> TurnAsync(MirrorTools tools, string reason, Mirror mirror, CancellationToken cancel)
    {
        var startedAt = clock.GetUtcNow();
        var fault = await tools.Turn(reason).RunAsync(mirror, string.Equals(accept, mirror.Name.Value, StringComparison.Ordinal), cancel);
        if (await tools.Maintenance.RunAsync(mirror, cancel) is { } damage)
            fault = FaultRecord.Of(damage);
        return new MirrorRecord(mirror, startedAt, clock.GetUtcNow(), fault);
    }

    /// <summary>What its last try came to while a mirror is left alone; null when it has its turn.</summary>
    private MirrorRecord? Resting(Mirror mirror)
    {
        try
        {
            return StateFile.Read(_layout.State(mirror.Name)) is { Fault: { } fault, NextTryAt: { } next, TriedAt: var tried } && next > clock.GetUtcNow()
                ? _report.Records.GetValueOrDefault(mirror.Name.Value) ?? new MirrorRecord(mirror, tried, tried, fault)
                : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Its turn will meet the same, and say so.
            return null;
        }
    }

    /// <summary>Over all mirrors, also those that this pass left alone: what they came to still holds.</summary>
    private PassResult Judge(IReadOnlyList<string> unread)
    {
        if ((_broken ?? (unread.Count > 0 ? $"credentials cannot be read: {unread[0]}" : null)) is { } sentence)
            return new PassResult.Failed(sentence) { IsPartial = _report.Listing is not null };
        var failed = _report.Turns.Where(turn => turn.Fault is not null).ToList();
        if (failed.Count == 0)
            return new PassResult.Succeeded();
        var each = failed.OrderBy(turn => turn.Mirror.Name.Value, StringComparer.Ordinal).Select(turn => $"{turn.Mirror.Name} ({turn.Fault!.Code})");
        return new PassResult.Failed($"{failed.Count} of {_report.Mirrors.Count} mirrors are not like their upstream: {string.Join(", ", each)}") { IsPartial = true };
    }
}
