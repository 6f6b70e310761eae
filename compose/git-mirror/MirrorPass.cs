using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Credentials;
using RegistryJanitor.GitMirror.Fetching;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Reporting;
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
    private readonly CredentialSource _credentials = new(settings.Access.CredentialsFile, log);
    private volatile PassReport _report = PassReport.None(source.Name);

    /// <summary>Where mirrors are asked for out of turn.</summary>
    public SyncRequests Requests { get; init; } = new(new WakeUp());

    /// <summary>What passes have left so far.</summary>
    public PassReport Report => _report;

    /// <summary>Runs it.</summary>
    public async Task<PassResult> RunAsync(CancellationToken stop)
    {
        var work = once ? PassWork.Once : Requests.Take();
        if (work.NeedsList || _report.Listing is null)
            await ListAsync(stop);
        var unread = _credentials.Reread();
        var tools = new MirrorTools(settings, _credentials.Book, forge, clock, log);
        var records = new ConcurrentDictionary<string, MirrorRecord>(_report.Records, StringComparer.Ordinal);
        var began = clock.GetTimestamp();
        var turns = _report.Mirrors.Where(mirror => !mirror.Skip && work.ReasonFor(mirror.Name) is not null)
            .Select(mirror => (Mirror: mirror, Reason: work.ReasonFor(mirror.Name)!, IsPatient: IsPatient(work, mirror)))
            .OrderBy(turn => turn.IsPatient ? Backoff.Start(turn.Mirror.Name, settings.Interval) : TimeSpan.Zero);
        await Parallel.ForEachAsync(turns, new ParallelOptions { MaxDegreeOfParallelism = settings.Workers, CancellationToken = stop }, async (turn, cancel) =>
        {
            if (turn.IsPatient && Backoff.Start(turn.Mirror.Name, settings.Interval) - clock.GetElapsedTime(began) is { Ticks: > 0 } early)
                await Task.Delay(early, clock, cancel);
            records[turn.Mirror.Name.Value] = turn.IsPatient && Resting(turn.Mirror) is { } resting
                ? resting
                : await TurnAsync(tools, turn.Reason, turn.Mirror, cancel);
        });

        _report = _report with { Records = records };
        return Judge(unread);
    }

    /// <summary>Nobody waits for it: it may come a little later, and rests after a failure.</summary>
    private static bool IsPatient(PassWork work, Mirror mirror) => string.Equals(work.ReasonFor(mirror.Name), PassWork.Interval, StringComparison.Ordinal);

    /// <summary>The last good list stays while there is no better one.</summary>
    private async Task ListAsync(CancellationToken stop)
    {
        try
        {
            _report = _report with { Listing = await source.ListAsync(stop), Mistakes = [] };
        }
        catch (ListingException none)
        {
            foreach (var sentence in none.Sentences)
                Log.ListBroken(log, sentence);
            _report = _report with { Mistakes = none.Sentences };
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
        IReadOnlyList<string> mistakes = [.. unread, .. _report.Mistakes];
        var failed = _report.Turns.Where(turn => turn.Fault is not null).ToList();
        if (mistakes.Count > 0)
        {
            return new PassResult.Failed($"the list of mirrors or the file of credentials has {(mistakes.Count == 1 ? "a mistake" : $"{mistakes.Count} mistakes")}: {mistakes[0]}")
            {
                IsPartial = _report.Listing is not null,
            };
        }

        return failed.Count == 0
            ? new PassResult.Succeeded()
            : new PassResult.Failed($"{failed.Count} of {_report.Mirrors.Count} mirrors are not like their upstream: "
                + string.Join(", ", failed.OrderBy(turn => turn.Mirror.Name.Value, StringComparer.Ordinal).Select(turn => $"{turn.Mirror.Name} ({turn.Fault!.Code})"))) { IsPartial = true };
    }
}
