using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Images;

namespace RegistryJanitor.Lifecycle.Dependencies.Gathering;

/// <summary>Reads who is built from what: 1. templates; 2. each mirror, those of <c>builds</c> and all others that are there.</summary>
/// <param name="file">What is wanted.</param>
/// <param name="preparer">Who fills templates in.</param>
/// <param name="mirrors">Where <c>NAME.git</c> are, absolute.</param>
/// <param name="git">A path, or a name in PATH.</param>
/// <param name="clock">For time limits.</param>
public sealed class GraphGathering(LifecycleFile file, ImagePreparer preparer, string mirrors, string git, TimeProvider clock)
{
    private const string Ending = ".git";

    /// <summary>Reads it. What cannot be read is told, and stops nothing else.</summary>
    public async Task<GatheredGraph> ReadAsync(CancellationToken cancel)
    {
        var (others, mistakes) = (new List<FoundDockerfile>(), new List<string>());
        var images = new List<GraphImage>(await new TemplateImages(file, preparer).ReadAsync(cancel));
        var reader = new MirrorImages(file, new MirrorHead(mirrors, git, clock), new MirrorTree(mirrors, git, clock));
        foreach (var mirror in file.Builds.Select(build => build.Mirror).Union(Present(mistakes), StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            var read = await reader.ReadAsync(mirror, cancel);
            images.AddRange(read.Images);
            others.AddRange(read.Others);
            mistakes.AddRange(read.Mistakes);
        }

        return new GatheredGraph(images, others, mistakes);
    }

    private IReadOnlyList<string> Present(List<string> mistakes)
    {
        try
        {
            // Not there before git-mirror's first pass, and never where it does not run.
            return Directory.Exists(mirrors)
                ? [.. Directory.GetDirectories(mirrors, $"*{Ending}").Select(path => Path.GetFileName(path)[..^Ending.Length]).Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            mistakes.Add($"the mirrors in {mirrors} cannot be listed: {unreadable.Message.TrimEnd('.')}");
            return [];
        }
    }
}
