using Microsoft.Extensions.Logging;
using RegistryJanitor.Lifecycle.Builds;

namespace RegistryJanitor.Lifecycle.Scheduling;

/// <summary>Tells of a look what is new since the one before: a daemon that repeats itself every minute is not read.</summary>
/// <param name="log">Where.</param>
internal sealed class BuildNews(ILogger log)
{
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);

    internal void Tell(LookedAt one)
    {
        var now = $"{one.Id} {one.Word} {(one.Commit is null ? one.Why : "")}";
        if (_told.TryGetValue(one.Build.Name, out var before) && before.Equals(now, StringComparison.Ordinal))
            return;
        _told[one.Build.Name] = now;
        if (one.HasAsked)
            Log.Asked(log, one.Build.Name, one.Why);
        else if (one.Trouble)
            return; // The pass fails with it, and the loop says so.
        else if (one.Commit is null)
            Log.NotMirrored(log, one.Build.Name, one.Why);
        else if (one.State is QueueState.Ended { Status: not "succeeded" } ended)
            Log.NotBuilt(log, one.Build.Name, one.Id ?? "-", ended.Status);
        else if (one.Id is not null)
            Log.Moved(log, one.Build.Name, one.Id, one.Word);
    }
}
