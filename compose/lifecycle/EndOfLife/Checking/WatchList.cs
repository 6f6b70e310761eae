using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.EndOfLife.Checking;

/// <summary>Every image of the configuration, in its order: mirrors first.</summary>
public static class WatchList
{
    /// <summary>All of them; a mirror of several tags once for each.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="copied">The tags of an entry that are known to be copied, for entries that do not name one; none where nothing is known.</param>
    public static IReadOnlyList<WatchedImage> Of(LifecycleFile file, Func<SyncEntry, IReadOnlyList<string>> copied)
    {
        var images = new List<WatchedImage>();
        foreach (var entry in file.Sync.Entries)
        {
            var watched = new WatchedImage(entry.Target.Name, WatchedKind.Sync, entry.Cycle) { Places = [entry.Source, entry.Target] };
            var tags = entry.Tags is TagSelection.One { Tag: var one } ? [one.ToString()] : copied(entry);
            if (tags.Count == 0)
                images.Add(watched);
            images.AddRange(tags.Select(tag => watched with { Tag = tag }));
        }

        images.AddRange(file.Images.Select(image => new WatchedImage(image.Name, WatchedKind.Image, image.Type is ImageType.SpeDev ? null : file.CycleOf(image))
        {
            Tag = image.MirrorTag?.ToString() ?? image.Version,
            Places = [image.MirrorImage],
        }));
        return images;
    }

    /// <summary>The products that they belong to, by name and none twice: what an update asks for.</summary>
    public static IReadOnlyList<string> Products(IReadOnlyList<WatchedImage> images) =>
        [.. images.Select(image => image.Rule?.Product).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>How an image is told apart that is the base, or the mirror, of one of them; null: none of them knows it.</summary>
    public static CycleRule? RuleOf(IReadOnlyList<WatchedImage> images, RegistrySection registry, ImageReference image)
    {
        var wanted = registry.Same(image.WithoutTag());
        return images.FirstOrDefault(one => one.Rule is not null && one.Places.Any(place => registry.Same(place.WithoutTag()) == wanted))?.Rule;
    }
}
