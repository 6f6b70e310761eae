using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Sync;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>Which tags lifecycle.yaml needs: what images are built from, and what the next sync would only copy again.</summary>
internal static class CleanupPins
{
    internal static IReadOnlyList<CleanupPin> Of(LifecycleFile file, SyncState state, IReadOnlyList<SeenRepository> seen)
    {
        var pins = new List<CleanupPin>();
        foreach (var image in file.Images)
        {
            if (image.MirrorTag is { } tag)
                pins.Add(new CleanupPin(image.MirrorImage.WithTag(tag), $"{image.Name} is built from it"));
            else
                pins.AddRange(Newest(file.Registry, image, seen));
        }

        foreach (var entry in file.Sync.Entries)
        {
            var tags = entry.Tags is TagSelection.One one ? [one.Tag.Value] : state.TagsAt(entry.Source.Name, entry.Target.Name);
            pins.AddRange(tags.Where(tag => Tag.TryParse(tag, out _)).Select(tag => new CleanupPin(entry.Target.WithTag(Tag.Parse(tag)), "sync selects it")));
        }

        return pins;
    }

    /// <summary>Of an image that names no tag: the newest version of each variant, since any of them may be meant.</summary>
    private static IEnumerable<CleanupPin> Newest(RegistrySection registry, ImageEntry image, IReadOnlyList<SeenRepository> seen) => seen
        .Where(one => registry.Same(one.Target.Repository) == registry.Same(image.MirrorImage.WithoutTag()))
        .SelectMany(one => one.Tags)
        .Select(tag => TagVersion.Read(tag.Tag))
        .OfType<TagVersion>()
        .GroupBy(version => version.Variant, StringComparer.Ordinal)
        .Select(variant => new CleanupPin(image.MirrorImage.WithTag(variant.Min(NewestFirst.Order)!.Tag), $"{image.Name} is built from the newest, and names no tag"));
}
