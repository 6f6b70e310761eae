using RegistryJanitor.Daemon;

namespace RegistryJanitor.GitMirror.Waking;

/// <summary>Who asked that something be synchronised now. A state and no queue: asked twice is asked once, so that a flood of requests costs one pass.</summary>
/// <param name="wakeUp">The bell of the loop.</param>
public sealed class SyncRequests(WakeUp wakeUp)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _mirrors = new(StringComparer.Ordinal);
    private string? _everything;

    /// <summary>Every mirror, please.</summary>
    /// <param name="reason">As it will stand in their states.</param>
    public void AskForAll(string reason)
    {
        lock (_gate)
            _everything = reason;
        wakeUp.Ring();
    }

    /// <summary>This mirror, please, and no other.</summary>
    /// <param name="mirror">Its name.</param>
    /// <param name="reason">As it will stand in its state.</param>
    public void AskFor(string mirror, string reason)
    {
        lock (_gate)
            _mirrors[mirror] = reason;
        wakeUp.Ring();
    }

    /// <summary>A pass begins: what was asked for until now is its to do.</summary>
    public PassWork Take()
    {
        lock (_gate)
        {
            var work = new PassWork(wakeUp.IsScheduled, _everything, new Dictionary<string, string>(_mirrors, StringComparer.Ordinal));
            _everything = null;
            _mirrors.Clear();
            return work;
        }
    }
}
