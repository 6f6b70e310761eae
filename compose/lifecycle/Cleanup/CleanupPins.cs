using System.Text.RegularExpressions;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;
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
            if (entry.Tags is TagSelection.One one)
                pins.Add(new CleanupPin(entry.Target.WithTag(one.Tag), "sync selects it"));
            else if (state.Knows(entry.Source.Name, entry.Target.Name))
                pins.AddRange(state.TagsAt(entry.Source.Name, entry.Target.Name).Where(tag => Tag.TryParse(tag, out _)).Select(tag => new CleanupPin(entry.Target.WithTag(Tag.Parse(tag)), "sync selects it")));
            else
                pins.AddRange(Selected(entry, TagsOf(file.Registry, entry.Target, seen)).Select(tag => new CleanupPin(entry.Target.WithTag(tag), "sync would select it, and what it has selected is not known here")));
        }

        return pins;
    }

    /// <summary>
    /// What an entry selects of the tags that its target has: its source may have fewer of them, so that this keeps too much and never too little of what was copied.
    /// </summary>
    private static IReadOnlyList<Tag> Selected(SyncEntry entry, IReadOnlyList<Tag> there)
    {
        try
        {
            return TagSelector.Select(entry, there).Selected;
        }
        catch (RegexMatchTimeoutException)
        {
            // Nobody knows which it means, so all of them stay.
            return there;
        }
    }

    private static IReadOnlyList<Tag> TagsOf(RegistrySection registry, ImageReference repository, IReadOnlyList<SeenRepository> seen) =>
        [.. seen.Where(one => registry.Same(one.Target.Repository) == registry.Same(repository.WithoutTag())).SelectMany(one => one.Tags).Select(tag => tag.Tag)];

    /// <summary>Of an image that names no tag: the newest version of each variant, since any of them may be meant.</summary>
    private static IEnumerable<CleanupPin> Newest(RegistrySection registry, ImageEntry image, IReadOnlyList<SeenRepository> seen) => TagsOf(registry, image.MirrorImage, seen)
        .Select(TagVersion.Read)
        .OfType<TagVersion>()
        .GroupBy(version => version.Variant, StringComparer.Ordinal)
        .Select(variant => new CleanupPin(image.MirrorImage.WithTag(variant.Min(NewestFirst.Order)!.Tag), $"{image.Name} is built from the newest, and names no tag"));
}
