using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.Images.Joining;
using RegistryJanitor.Lifecycle.Rebuilding.Facts;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Rebuilding.Looking;

/// <summary>Reads what was asked for, and what came of it.</summary>
/// <param name="queue">Who builds.</param>
/// <param name="builds">What was asked for of mirrors.</param>
/// <param name="images">What was asked for of templates.</param>
/// <param name="joined">What came of images with several platforms.</param>
public sealed class AskedImages(QueueFolder queue, AskedBuilds builds, AskedBuilds images, JoinedImages joined)
{
    /// <summary>Of one image.</summary>
    /// <param name="one">Which.</param>
    /// <param name="registry">Which registries are one.</param>
    /// <param name="wishes">What somebody wants.</param>
    public ImageFacts Of(Rebuildable one, RegistrySection registry, RebuildState wishes)
    {
        var follows = one.Road is BuildRoad.OfMirror { Build.FollowsBases: true } or BuildRoad.OfTemplate { Entry.FollowsBases: true };
        try
        {
            var (name, asked) = Record(one);
            var (from, absent) = (new Dictionary<ImageReference, Digest>(), new List<ImageReference>());
            if (asked?.Base is { } mirror && one.Road is BuildRoad.OfTemplate { Mirror: { } tag } && Digest.TryParse(mirror, out var built))
                from[registry.Same(tag)] = built;
            foreach (var at in asked?.Bases ?? [])
            {
                if (ImageReference.Read(at.Image).Image is not { } image)
                    continue;
                if (Digest.TryParse(at.Digest, out var digest))
                    from[registry.Same(image)] = digest;
                else
                    absent.Add(registry.Same(image));
            }

            return new ImageFacts(asked is null ? new ImageProgress.NeverAsked() : ProgressOf(name!, asked), from, asked?.RequestedAt)
            {
                Absent = absent,
                FollowsBases = follows,
                IsWanted = wishes.Of(one.Image.Shown) is { } wanted && !(asked?.RequestedAt >= wanted),
            };
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new ImageFacts(new ImageProgress.Unknown(refused.Message.TrimEnd('.')), new Dictionary<ImageReference, Digest>(), AskedAt: null) { FollowsBases = follows };
        }
    }

    private (string? Name, AskedBuild? Asked) Record(Rebuildable one)
    {
        switch (one.Road)
        {
            case BuildRoad.OfMirror { Build.Name: var name }:
                return (name, builds.Read(name));
            case BuildRoad.OfTemplate { Entry: var entry, Mirror: not null }:
                var record = ImageRequest.Record(entry, one.Image.Repository.WithTag(Tag.Parse(one.Image.Tags[0].Text)));
                return (record, images.Read(record));
            default:
                // What it is called is known once its template can be filled in.
                return (null, null);
        }
    }

    private ImageProgress ProgressOf(string name, AskedBuild asked)
    {
        IReadOnlyList<string> ids = asked.Platforms is { } platforms ? [.. platforms.Builds.Select(build => build.Id)] : [asked.Id];
        var states = ids.Select(id => (Id: id, State: queue.StateOf(id))).ToList();
        if (states.Find(one => one.State is QueueState.Waits or QueueState.Builds) is { Id: not null } pending)
            return new ImageProgress.Pending($"{pending.Id} {pending.State}");
        if (states.Find(one => one.State is QueueState.Ended { Status: not QueueState.Ended.Succeeded }) is { Id: not null } failed)
            return new ImageProgress.Failed($"{failed.Id} {failed.State}");
        if (asked.Platforms is null || !states.TrueForAll(one => one.State is QueueState.Ended))
            return new ImageProgress.Built();
        return joined.Of(name, asked) switch
        {
            // Its tag is still at the image before.
            null => new ImageProgress.Pending($"{asked.Id} is built, and its platforms are not joined yet"),
            { WhyNot: { } whyNot } => new ImageProgress.Failed($"{asked.Id} is not joined: {whyNot}"),
            _ => new ImageProgress.Built(),
        };
    }
}
