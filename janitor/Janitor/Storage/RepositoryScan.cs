using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace RegistryJanitor.Storage;

/// <summary>The scan of one repository, shared out over the threads of a crew when it is big.</summary>
/// <param name="layout">The store.</param>
/// <param name="name">Its name.</param>
/// <param name="parts">The directories of the registry in it.</param>
/// <param name="faults">What lies in place of others.</param>
/// <param name="done">Where the result goes.</param>
internal sealed class RepositoryScan(
    StorageLayout layout, RepositoryName name, IReadOnlySet<string> parts, IEnumerable<StoreFault> faults, ConcurrentBag<ScannedRepository> done)
{
    // A share for one thread. Small, so that a repository of fifty tags on a slow file system still keeps several threads busy (bench/README.md).
    private const int TagsAtOnce = 8;

    private readonly ConcurrentBag<StoreFault> _faults = [.. faults];
    private readonly ConcurrentBag<Tag> _tagsWithoutLink = [];
    private OpenDirectory? _directory;
    private List<Tag> _tags = [];
    private FileStamp?[] _stamps = [];
    private int _sharesLeft;

    public void Start(WorkCrew crew)
    {
        if (parts.Contains(StorageLayout.ManifestsName))
        {
            var path = layout.Tags(name);
            _directory = OpenDirectory.TryOpen(path, out var error);
            _tags = TagLister.List(_directory, error, path, _faults.Add);
        }

        _stamps = new FileStamp?[_tags.Count];
        _sharesLeft = Math.Max(1, (_tags.Count + TagsAtOnce - 1) / TagsAtOnce);
        for (var start = TagsAtOnce; start < _tags.Count; start += TagsAtOnce)
        {
            var share = start;
            crew.Add(_ => Stat(share));
        }

        Stat(0);
    }

    private void Stat(int start)
    {
        for (var i = start; i < Math.Min(start + TagsAtOnce, _tags.Count); i++)
            _stamps[i] = Stat(_tags[i]);
        if (Interlocked.Decrement(ref _sharesLeft) == 0)
            Finish();
    }

    private FileStamp? Stat(Tag tag)
    {
        if (_directory!.TryStat(tag.ToString(), "/current/link"u8, out var found, out var error))
        {
            if (found.Kind is EntryKind.File)
                return found.Stamp;
            _faults.Add(StoreFault.Misplaced(layout.TagLink(name, tag), found.Kind, "a link file"));
        }
        else if (error == Errno.NoSuchEntry)
        {
            _tagsWithoutLink.Add(tag);
            _faults.Add(new StoreFault.Broken(
                layout.Tag(name, tag),
                "the tag has no current link: a push is just making it, or one was cut off or half deleted",
                "If it stays so, push the tag again, or remove its directory."));
        }
        else
        {
            _faults.Add(StoreFault.Unreadable.Because(layout.TagLink(name, tag), error));
        }

        return null;
    }

    private void Finish()
    {
        _directory?.Dispose();
        var tags = ImmutableArray.CreateBuilder<TagSnapshot>(_tags.Count);
        for (var i = 0; i < _stamps.Length; i++)
        {
            if (_stamps[i] is { } stamp)
                tags.Add(new TagSnapshot(_tags[i], stamp));
        }

        done.Add(new ScannedRepository(
            name,
            parts.Contains(StorageLayout.ManifestsName),
            parts.Contains(StorageLayout.LayersName),
            parts.Contains(StorageLayout.UploadsName),
            tags.DrainToImmutable(),
            [.. _tagsWithoutLink.OrderBy(tag => tag.Value, StringComparer.Ordinal)],
            [.. _faults.OrderBy(fault => fault.Path, StringComparer.Ordinal)]));
    }
}
