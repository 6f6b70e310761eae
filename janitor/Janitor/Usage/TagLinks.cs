using System.Collections.Immutable;
using RegistryJanitor.Collection;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Usage;

/// <summary>Reads what the tags of one repository point at, and nothing else of them. Safe for several threads.</summary>
/// <param name="layout">The store.</param>
/// <param name="digests">The numbers of digests.</param>
/// <param name="repository">The repository as it was scanned.</param>
/// <param name="known">What need not be read again.</param>
/// <param name="report">Where to put links that cannot be read; from several threads.</param>
internal sealed class TagLinks(
    StorageLayout layout, DigestTable digests, ScannedRepository repository, KnownTargets known, Action<StoreFault> report)
{
    private readonly TagSnapshot[] _tags = NewestFirst(repository.Tags);
    private readonly int?[] _targets = new int?[repository.Tags.Length];
    private readonly bool[] _deleted = new bool[repository.Tags.Length];
    private IReadOnlyDictionary<string, (long ModifiedNanoseconds, int Target)>? _known;
    private int _unread = repository.Tags.Length;

    /// <summary>How many there are.</summary>
    public int Count => _tags.Length;

    /// <summary>All of them, once they were read; those that were deleted since the scan are left out.</summary>
    public RepositoryTags Conclude()
    {
        var tags = ImmutableArray.CreateBuilder<TagSnapshot>(_tags.Length);
        var targets = new List<int?>(_tags.Length);
        for (var i = 0; i < _tags.Length; i++)
        {
            if (_deleted[i])
                continue;
            tags.Add(_tags[i]);
            targets.Add(_targets[i]);
        }

        return new RepositoryTags(repository.Name, tags.DrainToImmutable(), [.. targets]);
    }

    /// <summary>Reads some of the links.</summary>
    /// <param name="from">The first of them, 0 or more.</param>
    /// <param name="to">The one after the last, at most <see cref="Count"/>.</param>
    public void Read(int from, int to)
    {
        var remembered = LazyInitializer.EnsureInitialized(ref _known, () => known(repository.Name));
        var path = layout.Tags(repository.Name);
        OpenDirectory? directory = null;
        Errno error = default;
        for (var i = from; i < to; i++)
        {
            if (remembered.TryGetValue(_tags[i].Tag.Value, out var at) && at.ModifiedNanoseconds == _tags[i].Link.ModifiedNanoseconds)
                _targets[i] = at.Target;
            else if ((directory ??= OpenDirectory.TryOpen(path, out error)) is { } tags)
                Understand(i, LinkFile.Read(tags, path, _tags[i].Tag));
            else if (error == Errno.NoSuchEntry)
                _deleted[i] = true;
            else
                report(StoreFault.Unreadable.Because(path, error));
        }

        directory?.Dispose();
        if (Interlocked.Add(ref _unread, from - to) == 0)
            _known = null; // all repositories at once would take more than what is counted
    }

    private void Understand(int index, LinkFile link)
    {
        if (link is LinkFile.Names { Digest: var digest })
            _targets[index] = digests.NumberOf(digest);
        else if (link is LinkFile.Unreadable { Fault: var fault })
            report(fault);
        else
            _deleted[index] = true;
    }

    /// <summary>As the retention ranks them.</summary>
    private static TagSnapshot[] NewestFirst(ImmutableArray<TagSnapshot> tags)
    {
        TagSnapshot[] sorted = [.. tags];
        Array.Sort(sorted, (one, other) => other.Link.ModifiedNanoseconds.CompareTo(one.Link.ModifiedNanoseconds) is not 0 and var order
            ? order
            : Tag.NaturalOrder.Compare(other.Tag, one.Tag));
        return sorted;
    }
}
