using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>The layer links of a repository that no live manifest of it names, and which of them are stale.</summary>
/// <param name="context">What the marks of all repositories share.</param>
/// <param name="repository">Which.</param>
/// <param name="inventory">What it had before anything was marked.</param>
/// <param name="report">Where to put what cannot be read; from several threads.</param>
internal sealed class LayerLinkMark(MarkContext context, RepositoryName repository, RepositoryInventory inventory, Action<StoreFault> report)
{
    private Digest[] _unnamed = [];
    private FileStamp?[] _links = [];

    /// <summary>How many links <see cref="LookAt"/> is to look at.</summary>
    public int Count => _unnamed.Length;

    /// <summary>The link that stays only because it is the last one; its blob may go.</summary>
    public LayerSnapshot? Last { get; private set; }

    /// <summary>Directories of layers that have lost their link, once all were looked at.</summary>
    public IEnumerable<string> Bare
    {
        get
        {
            for (var i = 0; i < _unnamed.Length; i++)
            {
                if (_links[i] is null)
                    yield return context.Layout.Layer(repository, _unnamed[i]);
            }
        }
    }

    /// <summary>Leaves those that are named by a live manifest.</summary>
    public void LeaveNamed(Func<int, bool> isNamed)
    {
        var digests = context.Graph.Digests;
        var unnamed = new List<Digest>();
        foreach (var layer in inventory.Layers)
        {
            if (!isNamed(layer))
                unnamed.Add(digests[layer]);
        }

        foreach (var layer in inventory.OtherLayers)
        {
            if (!digests.TryFind(layer, out var number) || !isNamed(number))
                unnamed.Add(layer);
        }

        unnamed.Sort();
        _unnamed = [.. unnamed];
        _links = new FileStamp?[_unnamed.Length];
    }

    /// <summary>When a link was written.</summary>
    public void LookAt(int index) => _links[index] = LinkFile.StampOf(context.Layout.LayerLink(repository, _unnamed[index]), report);

    /// <summary>
    /// Never the last of a repository that has manifests: registry 2.8.3 finds repositories by their layer links. And none while a push is in flight:
    /// what it uploaded first may be older than the grace.
    /// </summary>
    public List<LayerSnapshot> Stale(int manifestsLeft)
    {
        var pushing = inventory.Uploads.Any(upload => upload.LastWrite >= context.YoungSince);
        var stale = new List<LayerSnapshot>();
        for (var i = 0; i < _unnamed.Length; i++)
        {
            if (_links[i] is not { } link)
                continue;
            if (!pushing && link.ModifiedAt < context.YoungSince)
                stale.Add(new LayerSnapshot(_unnamed[i], link));
            else if (context.Graph.Digests.TryFind(_unnamed[i], out var number))
                context.Linked.Add(number);
        }

        var links = inventory.Layers.Length + inventory.OtherLayers.Length - Array.FindAll(_links, link => link is null).Length;
        if (manifestsLeft > 0 && stale.Count > 0 && stale.Count == links)
        {
            Last = stale.MaxBy(layer => (layer.Link.ModifiedNanoseconds, layer.Digest))!;
            stale.Remove(Last);
        }

        return stale;
    }
}
