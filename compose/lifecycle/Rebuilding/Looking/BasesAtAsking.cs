using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Dependencies;
using RegistryJanitor.Lifecycle.Dependencies.Gathering;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Rebuilding.Looking;

/// <summary>
/// What an image is built from at the moment when it is asked for, as far as registries say. A base that cannot be looked up then keeps the digest that it had at the request
/// before: if it has moved since, that is seen later. No doubt about a base stops a build.
/// </summary>
/// <param name="registry">Which registries are one.</param>
/// <param name="tree">What is in mirrors.</param>
/// <param name="digest">Who knows what a tag has.</param>
internal sealed class BasesAtAsking(RegistrySection registry, MirrorTree tree, Func<ImageReference, CancellationToken, Task<Digest?>> digest)
{
    /// <summary>Of a commit of a mirror.</summary>
    internal async Task<BuiltFrom> OfAsync(MirrorBuild build, string commit, AskedBuild? before, CancellationToken cancel)
    {
        var bases = (await MirrorImages.OfAsync(tree, build.Mirror, commit, [build], cancel))[0].Bases;
        if (!bases.IsWhole)
            return BuiltFrom.Unknown;
        var asked = await OfAsync(bases, before, image => NowAsync(image, cancel));
        return new BuiltFrom(asked) { Labels = Labels(bases.Last, asked) };
    }

    /// <summary>Of an image from a template; null: not known.</summary>
    internal async Task<IReadOnlyList<AskedBase>?> OfAsync(PreparedImage image, AskedBuild? before, CancellationToken cancel)
    {
        var bases = TemplateImages.BasesOf(image);
        if (!bases.IsWhole)
            return null;
        var mirror = registry.Same(image.Base.Image);
        return await OfAsync(bases, before, one => one == mirror ? Task.FromResult<string?>($"{image.Base.Digest}") : NowAsync(one, cancel));
    }

    private async Task<IReadOnlyList<AskedBase>> OfAsync(BaseReading bases, AskedBuild? before, Func<ImageReference, Task<string?>> now)
    {
        var asked = new List<AskedBase>();
        foreach (var image in bases.Uses.Where(use => !use.IsPinned).Select(use => registry.Same(use.Image)).Distinct())
            asked.Add(new AskedBase($"{image}", await now(image) ?? before?.Bases?.FirstOrDefault(one => one.Image.Equals($"{image}", StringComparison.Ordinal))?.Digest));
        return asked;
    }

    private async Task<string?> NowAsync(ImageReference image, CancellationToken cancel)
    {
        try
        {
            return await digest(image, cancel) is { } now ? $"{now}" : null;
        }
        catch (RegistryException)
        {
            // Every look says so for as long as it lasts; here it only means that nothing is known.
            return null;
        }
    }

    private Dictionary<string, string> Labels(ImageReference? last, IReadOnlyList<AskedBase> asked)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (last is null)
            return labels;
        labels[ImageLabels.BaseName] = $"{last}";
        if ((last.Digest is { } pinned ? $"{pinned}" : asked.FirstOrDefault(one => one.Image.Equals($"{registry.Same(last)}", StringComparison.Ordinal))?.Digest) is { } now)
            labels[ImageLabels.BaseDigest] = now;
        return labels;
    }
}
