using System.Globalization;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Dependencies;
using RegistryJanitor.Lifecycle.Dependencies.Gathering;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Rebuilding.Looking;

/// <summary>
/// What images are built from, read again only where something moved: the commit of a mirror, the file, a template. What could not be read is read again in every look.
/// </summary>
/// <param name="tree">What is in mirrors.</param>
/// <param name="clock">For how long ago a template was filled in.</param>
internal sealed class RememberedGraph(MirrorTree tree, TimeProvider clock)
{
    private readonly Dictionary<string, (string Key, IReadOnlyList<GraphImage> Images)> _mirrors = new(StringComparer.Ordinal);
    private readonly Dictionary<int, (string Key, DateTimeOffset At, GraphImage Image, ImageReference? Mirror)> _templates = [];

    /// <summary>Reads it.</summary>
    /// <param name="file">What is wanted.</param>
    /// <param name="heads">Where the mirrors of all builds are, one for each build.</param>
    /// <param name="bases">Who knows what templates are built from.</param>
    /// <param name="cancel">Ends it.</param>
    internal async Task<IReadOnlyList<Rebuildable>> ReadAsync(LifecycleFile file, IReadOnlyList<LookedAt> heads, BaseImages bases, CancellationToken cancel)
    {
        var found = new List<Rebuildable>();
        var (templates, whole) = (new TemplateImages(file, new ImagePreparer(file, bases)), EffectiveConfiguration.Text(file));
        for (var at = 0; at < file.Images.Count; at++)
        {
            var entry = file.Images[at];
            var key = $"{whole}\n{Stamp(file, entry, entry.Template)}\n{Stamp(file, entry, PreparedImage.DockerfileName)}";
            // Which tag is the newest may change although nothing of ours does.
            if (!_templates.TryGetValue(at, out var known) || !known.Key.Equals(key, StringComparison.Ordinal) || (entry.MirrorTag is null && known.At + file.Rebuild.Poll <= clock.GetUtcNow()) || !known.Image.Bases.IsWhole)
            {
                var (image, mirror) = await templates.OneAsync(entry, cancel);
                _templates[at] = known = (key, clock.GetUtcNow(), image, mirror);
            }

            found.Add(new Rebuildable(known.Image, new BuildRoad.OfTemplate(entry, known.Mirror)));
        }

        foreach (var mirror in heads.GroupBy(head => (head.Build.Mirror, head.Commit)))
            found.AddRange(await OfMirrorAsync(mirror.Key.Mirror, mirror.Key.Commit, [.. mirror], cancel));
        return found;
    }

    /// <summary>An image was asked for: its template may be filled in otherwise now.</summary>
    internal void Forget(ImageEntry entry, LifecycleFile file)
    {
        for (var at = 0; at < file.Images.Count; at++)
        {
            if (ReferenceEquals(file.Images[at], entry))
                _templates.Remove(at);
        }
    }

    private async Task<IEnumerable<Rebuildable>> OfMirrorAsync(string mirror, string? commit, IReadOnlyList<LookedAt> heads, CancellationToken cancel)
    {
        IReadOnlyList<MirrorBuild> builds = [.. heads.Select(head => head.Build)];
        if (commit is null)
            return heads.Select(head => new Rebuildable(MirrorImages.Unread(head.Build, head.Why), new BuildRoad.OfMirror(head.Build)));
        var key = $"{commit} {string.Join(' ', builds.Select(build => $"{build.Name}={BuildRequest.Definition(build)}"))}";
        if (!_mirrors.TryGetValue(mirror, out var known) || !known.Key.Equals(key, StringComparison.Ordinal) || !known.Images.All(image => image.Bases.IsWhole))
            _mirrors[mirror] = known = (key, await MirrorImages.OfAsync(tree, mirror, commit, builds, cancel));
        return builds.Zip(known.Images, (build, image) => new Rebuildable(image, new BuildRoad.OfMirror(build)));
    }

    private static string Stamp(LifecycleFile file, ImageEntry entry, string name)
    {
        var info = new FileInfo(file.PathOf($"{entry.Folder}/{name}"));
        return info.Exists ? string.Create(CultureInfo.InvariantCulture, $"{info.LastWriteTimeUtc.Ticks} {info.Length}") : "-";
    }
}
