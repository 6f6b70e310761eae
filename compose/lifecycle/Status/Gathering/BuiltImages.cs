using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Checking;
using RegistryJanitor.Lifecycle.EndOfLife.Judging;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Status.Gathering;

/// <summary>What is to be said of images of ours: what was asked for, what came of it, and whether what they are built from has moved since.</summary>
/// <param name="file">What is wanted.</param>
/// <param name="dataDirectory">Where it is remembered what was asked for.</param>
/// <param name="results">What came of it.</param>
/// <param name="state">What sync remembers of bases.</param>
internal sealed class BuiltImages(LifecycleFile file, string dataDirectory, BuildResults results, SyncState state)
{
    private const int HashDigits = 12;

    private readonly string _images = Path.Join(dataDirectory, "images");

    /// <summary>The images from templates, but for those of developers, which are in no report.</summary>
    /// <param name="rows">What is watched, in the order of the configuration.</param>
    internal IEnumerable<BuiltImage> FromTemplates(IReadOnlyList<CheckRow> rows) => file.Images
        .Zip(rows.Where(row => row.Image.Kind is WatchedKind.Image), (entry, row) => (Entry: entry, row.Verdict))
        .Where(one => one.Entry.Type is not ImageType.SpeDev)
        .Select(one => FromTemplate(one.Entry, one.Verdict));

    /// <summary>The images of mirrors.</summary>
    /// <param name="mirrors">As git-mirror left them.</param>
    internal IEnumerable<BuiltImage> FromMirrors(IReadOnlyList<MirroredRepository> mirrors) => file.Builds.Select(build =>
    {
        var (asked, why) = Remembered(Path.Join(dataDirectory, "builds"), build.Name);
        var now = mirrors.FirstOrDefault(mirror => mirror.Name.Equals(build.Mirror, StringComparison.Ordinal))?.Commit;
        var last = Last(asked, why, asked is null ? [] : [asked.Id]);
        return new BuiltImage(build.Name, new BuildOrigin.Mirror(build.Mirror, asked?.Commit, now), last) { Image = ImageOf(last) ?? build.Image.Name };
    });

    private BuiltImage FromTemplate(ImageEntry entry, EndOfLifeVerdict? verdict)
    {
        var from = NewestBase(entry);
        var image = from is null ? null : ImageOf(entry, from);
        var (asked, why) = image is null ? Newest(entry) : Remembered(_images, ImageRequest.Record(entry, image));
        var last = Last(asked, why, asked is null ? [] : [.. ImageRequest.Ids(entry, asked.Commit, Math.Max(asked.Times(asked.Commit), 1)).Append(asked.Id).Distinct(StringComparer.Ordinal)]);
        return new BuiltImage(entry.Name, new BuildOrigin.Base((from ?? entry.MirrorImage).ToString(), asked?.Base, from is null ? null : CopyOf(from)?.TargetDigest), last)
        {
            Image = image?.ToString() ?? ImageOf(last),
            Version = entry.Version ?? from?.Tag?.Value,
            Verdict = verdict,
        };
    }

    /// <summary>What an image is built from; null: the newest of what nobody has copied.</summary>
    private ImageReference? NewestBase(ImageEntry entry)
    {
        if (entry.MirrorTag is { } written)
            return entry.MirrorImage.WithTag(written);
        var tags = CopiesTo(entry.MirrorImage).Where(known => known.TargetDigest is not null).Select(known => Tag.TryParse(known.Tag, out var tag) ? tag : (Tag?)null).OfType<Tag>();
        return BaseImages.Newest(tags) is { } newest ? entry.MirrorImage.WithTag(newest) : null;
    }

    /// <summary>What it is called; null: its tag says what only a registry knows, or cannot be made.</summary>
    private ImageReference? ImageOf(ImageEntry entry, ImageReference from)
    {
        try
        {
            var digest = CopyOf(from)?.TargetDigest is { } known && Digest.TryParse(known, out var parsed) ? parsed : default;
            return digest == default && file.Build.TagFormat.Contains("MirrorDigest", StringComparison.Ordinal)
                ? null
                : ImageTag.Of(file.Build, entry, ImageVariables.Of(file.Build, entry, new BaseImage(from, digest)));
        }
        catch (ImageException)
        {
            // lifecycle build tells it, with its cure; here it has no name.
            return null;
        }
    }

    /// <summary>What was asked for last under a name of this entry, whatever its tag.</summary>
    private (AskedBuild? Asked, string? Why) Newest(ImageEntry entry)
    {
        var prefix = ImageRequest.Record(entry, entry.MirrorImage)[..^HashDigits];
        var names = SmallFile.List(_images, ".json").Select(path => Path.GetFileNameWithoutExtension(path)!)
            .Where(name => name.Length == prefix.Length + HashDigits && name.StartsWith(prefix, StringComparison.Ordinal));
        return names.Select(name => Remembered(_images, name)).OrderByDescending(one => one.Asked?.RequestedAt).FirstOrDefault();
    }

    private static (AskedBuild? Asked, string? Why) Remembered(string directory, string name)
    {
        try
        {
            return (new AskedBuilds(directory).Read(name), null);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return (null, Printable.Line(refused.Message.TrimEnd('.')));
        }
    }

    private LastBuild Last(AskedBuild? asked, string? why, IReadOnlyList<string> ids)
    {
        if (asked is null)
            return why is null ? new LastBuild.Never() : new LastBuild.Unreadable(why);
        try
        {
            return results.Of(ids);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new LastBuild.Unreadable(Printable.Line(refused.Message.TrimEnd('.')));
        }
    }

    private TagRecord? CopyOf(ImageReference image) => CopiesTo(image.WithoutTag()).FirstOrDefault(known => known.Tag.Equals(image.Tag?.Value, StringComparison.Ordinal) && known.TargetDigest is not null);

    private IEnumerable<TagRecord> CopiesTo(ImageReference mirror)
    {
        var wanted = file.Registry.Same(mirror).Name;
        return state.Entries
            .Where(entry => ImageReference.Read(entry.Target).Image is { } target && file.Registry.Same(target).Name.Equals(wanted, StringComparison.Ordinal))
            .SelectMany(entry => entry.Tags);
    }

    private static string? ImageOf(LastBuild last) => last is LastBuild.Ended { Build: { Pushed: [var first, ..] } } ? first : null;
}
