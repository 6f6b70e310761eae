using System.Collections.Concurrent;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Repositories;

namespace RegistryJanitor.GitMirror.Reporting;

/// <summary>What the repositories take. One is walked again only when it changed: a scrape costs no look at the disk.</summary>
/// <param name="layout">Knows where they are.</param>
internal sealed class MirrorSizes(MirrorLayout layout)
{
    private readonly ConcurrentDictionary<string, (DateTimeOffset? ChangedAt, long Bytes)> _known = new(StringComparer.Ordinal);

    /// <summary>What was measured last, in bytes; null: nothing yet.</summary>
    public long? Of(MirrorName name) => _known.TryGetValue(name.Value, out var known) ? known.Bytes : null;

    /// <summary>Measures it unless it was since its last change.</summary>
    public void Measure(MirrorName name, DateTimeOffset? changedAt)
    {
        if (_known.TryGetValue(name.Value, out var known) && known.ChangedAt == changedAt)
            return;
        try
        {
            _known[name.Value] = (changedAt, new DirectoryInfo(layout.Repository(name)).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // Another git-mirror may be at work in it: the next pass measures.
        }
    }
}
