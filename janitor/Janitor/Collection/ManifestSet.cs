using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Every manifest that a repository has, read.</summary>
internal sealed class ManifestSet
{
    private readonly Dictionary<Digest, Manifest> _understood = [];
    private readonly List<StoreFault.Unreadable> _notUnderstood = [];
    private readonly Dictionary<Digest, StoreFault.Unreadable> _missing = [];

    public ManifestSet(StorageLayout layout, IReadOnlyCollection<Digest> digests, CancellationToken stop)
    {
        foreach (var digest in digests)
        {
            stop.ThrowIfCancellationRequested();
            switch (ManifestFile.Read(layout, digest))
            {
                case ManifestFile.Understood understood:
                    _understood.Add(digest, understood.Manifest);
                    break;
                case ManifestFile.Missing missing:
                    _missing.Add(digest, missing.Fault);
                    break;
                case ManifestFile.NotUnderstood notUnderstood:
                    _notUnderstood.Add(notUnderstood.Fault);
                    break;
            }
        }
    }

    /// <summary>Those whose references are known.</summary>
    public IReadOnlyDictionary<Digest, Manifest> Understood => _understood;

    /// <summary>
    /// What stands in the way of a mark that reached these. One that cannot be understood may be the subject's or the parent's of anything. One
    /// whose bytes are lost cannot be pulled: it matters only while something still leads to it, and its dead revision may go.
    /// </summary>
    public IEnumerable<StoreFault.Unreadable> FaultsAmong(IReadOnlySet<Digest> live) =>
        _notUnderstood.Concat(_missing.Where(pair => live.Contains(pair.Key)).Select(pair => pair.Value));
}
