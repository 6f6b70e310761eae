using Microsoft.Extensions.Logging;
using RegistryJanitor.Collection;

namespace RegistryJanitor.Status;

/// <summary>
/// What the next pass would do, found out in the background when somebody asks: at most once a minute, and in no more than a tenth of the time, however long
/// it takes.
/// </summary>
/// <param name="preview">Makes a plan, and changes nothing.</param>
/// <param name="clock">Time.</param>
/// <param name="log">Says why it failed.</param>
internal sealed class NextPass(Func<CancellationToken, Task<CollectionPlan>> preview, TimeProvider clock, ILogger log)
{
    private const int Rest = 9;
    private static readonly TimeSpan s_leastRest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task _running = Task.CompletedTask;
    private NextPlan? _latest;
    private DateTimeOffset _restsUntil;

    /// <summary>The latest answer, or null when there is none yet; a new one is waited for, but not long.</summary>
    /// <param name="endedAt">The end of the last pass: what was found out before it no longer holds.</param>
    /// <param name="mayBegin">False while a pass runs, which has better use for the disk.</param>
    /// <param name="stop">Ends the work in the background, too.</param>
    public async Task<NextPlan?> LatestAsync(DateTimeOffset? endedAt, bool mayBegin, CancellationToken stop)
    {
        Task running;
        lock (_gate)
        {
            var isDue = clock.GetUtcNow() >= _restsUntil || _latest is null || _latest.At < endedAt;
            if (_running.IsCompleted && isDue && mayBegin)
                _running = Task.Run(() => RefreshAsync(stop), stop);
            running = _running;
        }

        await Task.WhenAny(running, Task.Delay(s_patience, clock, stop)).ConfigureAwait(false);
        return _latest is { } latest && (endedAt is null || latest.At >= endedAt) ? latest : null;
    }

    private async Task RefreshAsync(CancellationToken stop)
    {
        var began = clock.GetUtcNow();
        try
        {
            _latest = NextPlan.Of(await preview(stop).ConfigureAwait(false), began);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            Log.NotPreviewed(log, unreadable.Message.TrimEnd('.'));
            _latest = NextPlan.Unknown(began, unreadable.Message);
        }
        finally
        {
            IdleMemory.GiveBack();
            var now = clock.GetUtcNow();
            var rest = Rest * (now - began);
            _restsUntil = now + (rest > s_leastRest ? rest : s_leastRest);
        }
    }
}
