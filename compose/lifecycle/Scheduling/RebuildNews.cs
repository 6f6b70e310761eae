using Microsoft.Extensions.Logging;
using RegistryJanitor.Lifecycle.Rebuilding;
using RegistryJanitor.Lifecycle.Rebuilding.Looking;

namespace RegistryJanitor.Lifecycle.Scheduling;

/// <summary>Tells of a look at what images are built from what is new since the one before.</summary>
/// <param name="log">Where.</param>
internal sealed class RebuildNews(ILogger log)
{
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);

    internal void Tell(RebuiltImage one)
    {
        var now = $"{one.Decision.Word} {one.Sentence}";
        if (_told.TryGetValue(one.Image.Shown, out var before) && before.Equals(now, StringComparison.Ordinal))
            return;
        _told[one.Image.Shown] = now;
        if (one.HasAsked)
            Log.Rebuilt(log, one.Image.Name, one.Sentence);
        else if (one.IsTrouble)
            return; // The pass fails with it, and the loop says so.
        else if (one.Decision is RebuildDecision.Below or RebuildDecision.InCycle or RebuildDecision.Unknown or RebuildDecision.TooMany)
            Log.NotRebuilt(log, one.Image.Name, one.Sentence);
        else if (one.Decision is RebuildDecision.WaitsFor or RebuildDecision.Settles or RebuildDecision.CoolsDown)
            Log.RebuiltLater(log, one.Image.Name, one.Sentence);
    }
}
