using Microsoft.Extensions.Logging;
using RegistryJanitor.BuildRunner.Queue;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>Tells the other runners that we live while we work on a claim, and tells us when they no longer believe it.</summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _beating;

    /// <summary>Begins.</summary>
    /// <param name="queue">Where.</param>
    /// <param name="mine">Whose.</param>
    /// <param name="patience">Of the others; it beats six times within it, and at least every 5 s.</param>
    /// <param name="clock">For waiting.</param>
    /// <param name="log">For a beat that failed.</param>
    public Heartbeat(QueueFolder queue, Claim mine, TimeSpan patience, TimeProvider clock, ILogger log)
    {
        var every = patience / 6 < s_longest ? patience / 6 : s_longest;
        _beating = BeatAsync(queue, mine, every, clock, log);
    }

    /// <summary>Cancelled when the claim is another runner's.</summary>
    public CancellationToken Lost => _lost.Token;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _beating;
        _end.Dispose();
        _lost.Dispose();
    }

    private async Task BeatAsync(QueueFolder queue, Claim mine, TimeSpan every, TimeProvider clock, ILogger log)
    {
        while (true)
        {
            try
            {
                await Task.Delay(every, clock, _end.Token);
                if (!queue.Holds(mine))
                {
                    await _lost.CancelAsync();
                    return;
                }

                queue.Beat(mine);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
            {
                Log.NoBeat(log, mine, unwritable.Message);
            }
        }
    }
}
