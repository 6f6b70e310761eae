using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Credentials;
using RegistryJanitor.GitMirror.Fetching;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Git;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Maintenance;
using RegistryJanitor.GitMirror.Pushing;
using RegistryJanitor.GitMirror.State;

namespace RegistryJanitor.GitMirror;

/// <summary>Every mirror of the list once, some at a time. One that fails never hides the others.</summary>
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
    private MirrorListing _listing = MirrorListing.Empty;

    /// <summary>Runs it.</summary>
    public async Task<PassResult> RunAsync(CancellationToken stop)
    {
        IReadOnlyList<string> stale = [.. _credentials.Reread(), .. await ListAsync(stop)];
        var git = new GitExecutable(settings.GitExecutable, _layout.Home, settings.Rules, settings.Limits, clock, log)
        {
            Credentials = _credentials.Book,
            Ssh = settings.Access.Ssh,
        };
        var fetch = new MirrorFetch(git, new AddressPin(settings.Rules), settings, clock) { Logger = log };
        var push = new PushTurn(
            new MirrorPush(git, settings, forge, clock), mirror => new MirrorRepository(_layout.Repository(mirror.Name), git), settings.Push.Believed, clock, log);
        var maintenance = new RepositoryMaintenance(git, _layout, settings, clock, log);
        var turn = new MirrorTurn(fetch, push, _layout, once ? "once" : "interval", clock, log);
        var failed = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var began = clock.GetTimestamp();
        var wanted = _listing.Mirrors.Where(mirror => !mirror.Skip)
            .OrderBy(mirror => once ? TimeSpan.Zero : Backoff.Start(mirror.Name, settings.Interval));
        await Parallel.ForEachAsync(wanted, new ParallelOptions { MaxDegreeOfParallelism = settings.Workers, CancellationToken = stop }, async (mirror, cancel) =>
        {
            if (!once && Backoff.Start(mirror.Name, settings.Interval) - clock.GetElapsedTime(began) is { Ticks: > 0 } early)
                await Task.Delay(early, clock, cancel);
            if (!once && Resting(mirror) is { } code)
                failed[mirror.Name.Value] = code;
            else if (await turn.RunAsync(mirror, string.Equals(accept, mirror.Name.Value, StringComparison.Ordinal), cancel) is { } fault)
                failed[mirror.Name.Value] = fault.Code;
            if (await maintenance.RunAsync(mirror, cancel) is { } damage)
                failed[mirror.Name.Value] = damage.Code;
        });

        return Judge(stale, failed);
    }

    /// <summary>Gives what is wrong with the list while the last good one is used; nothing when it is fresh.</summary>
    private async Task<IReadOnlyList<string>> ListAsync(CancellationToken stop)
    {
        try
        {
            _listing = await source.ListAsync(stop);
            return [];
        }
        catch (ListingException none)
        {
            foreach (var sentence in none.Sentences)
                Log.ListBroken(log, sentence);
            return none.Sentences;
        }
    }

    /// <summary>The code of its last failure while a mirror is left alone; null when it has its turn.</summary>
    private string? Resting(Mirror mirror)
    {
        try
        {
            return StateFile.Read(_layout.State(mirror.Name)) is { Fault: { } fault, NextTryAt: { } next } && next > clock.GetUtcNow() ? fault.Code : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Its turn will meet the same, and say so.
            return null;
        }
    }

    private PassResult Judge(IReadOnlyList<string> stale, ConcurrentDictionary<string, string> failed)
    {
        if (stale.Count > 0)
            return new PassResult.Failed($"the list of mirrors or the file of credentials has {(stale.Count == 1 ? "a mistake" : $"{stale.Count} mistakes")}: {stale[0]}");
        return failed.IsEmpty
            ? new PassResult.Succeeded()
            : new PassResult.Failed($"{failed.Count} of {_listing.Mirrors.Count} mirrors are not like their upstream: "
                + string.Join(", ", failed.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} ({one.Value})")));
    }
}
