using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>What cleanup looks at: the targets of sync and the repositories of images.</summary>
/// <param name="Targets">Each repository once, in the order of its name.</param>
/// <param name="Notes">What is worth knowing and no failure.</param>
internal sealed record CleanupScope(IReadOnlyList<CleanupTarget> Targets, IReadOnlyList<string> Notes)
{
    internal static CleanupScope Of(LifecycleFile file)
    {
        var targets = new SortedDictionary<string, CleanupTarget>(StringComparer.Ordinal);
        var notes = new List<string>();
        foreach (var entry in file.Sync.Entries)
            Add(targets, file, entry.Target, target => target with { IsBase = true });
        foreach (var image in file.Images)
        {
            if (RepositoryOf(file.Build, image) is { } repository)
                Add(targets, file, repository, target => target with { HasImages = true });
            else
                notes.Add($"{image.Name}: where it is pushed cannot be known from tag_format, so nothing goes from what it may be built from; write {{registry}}/{{folder}}: in it");
        }

        foreach (var image in file.Images)
        {
            var key = Key(file, image.MirrorImage);
            if (targets.TryGetValue(key, out var target))
                targets[key] = target with { IsBase = true };
        }

        return new CleanupScope([.. targets.Values], notes);
    }

    /// <summary>One text for one repository, whatever its registry is called.</summary>
    private static string Key(LifecycleFile file, ImageReference image) => file.Registry.Same(image.WithoutTag()).Name;

    private static void Add(SortedDictionary<string, CleanupTarget> targets, LifecycleFile file, ImageReference repository, Func<CleanupTarget, CleanupTarget> with)
    {
        var key = Key(file, repository);
        var known = targets.GetValueOrDefault(key) ?? new CleanupTarget(repository.WithoutTag()) { IsOwn = file.Registry.IsOwn(repository.Registry) };
        targets[key] = with(known);
    }

    /// <summary>Where an image is pushed; null: its tag_format has places that nobody knows here.</summary>
    private static ImageReference? RepositoryOf(BuildSection build, ImageEntry image)
    {
        if (build.Registry is not { } registry)
            return null;
        // With {{.Version}} it is the tag alone.
        if (!build.TagFormat.Contains('/', StringComparison.Ordinal))
            return registry.Of(image.Name);
        var slash = build.TagFormat.LastIndexOf('/');
        var colon = build.TagFormat.IndexOf(':', slash);
        var text = (colon < 0 ? build.TagFormat : build.TagFormat[..colon])
            .Replace("{registry}", registry.ToString(), StringComparison.Ordinal)
            .Replace("{folder}", image.Folder, StringComparison.Ordinal)
            .Replace("{build_name}", image.Name, StringComparison.Ordinal);
        return ImageReference.Read(text) is ({ } repository, null) ? repository : null;
    }
}
