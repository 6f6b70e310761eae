using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Dependencies;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.Rebuilding.Facts;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Rebuilding.Looking;

/// <summary>
/// One look at everything that stands on something: 1. who is built from what; 2. what was asked for and what came of it; 3. what bases are now; 4. the plan; 5. requests.
/// Whatever ends between 2 and 3 is seen as not ended, with its digest of after: so nothing is built on a base that is about to move. Nothing is remembered here.
/// </summary>
/// <param name="graph">Reads who is built from what.</param>
/// <param name="asked">What was asked for.</param>
/// <param name="watch">What bases are.</param>
/// <param name="dataDirectory">Where wishes are.</param>
/// <param name="clock">For the moment.</param>
public sealed class RebuildLook(
    Func<LifecycleFile, IReadOnlyList<LookedAt>, CancellationToken, Task<IReadOnlyList<Rebuildable>>> graph, AskedImages asked, BaseWatch watch, string dataDirectory, TimeProvider clock)
{
    /// <summary>Looks.</summary>
    /// <param name="file">What is wanted.</param>
    /// <param name="heads">Where the mirrors of all builds are.</param>
    /// <param name="digest">Who knows what a tag has.</param>
    /// <param name="ask">Asks for an image, for a reason.</param>
    /// <param name="cancel">Ends it between two images.</param>
    /// <exception cref="IOException">What is known of bases, or wanted, cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public async Task<IReadOnlyList<RebuiltImage>> RunAsync(
        LifecycleFile file,
        IReadOnlyList<LookedAt> heads,
        Func<ImageReference, CancellationToken, Task<Digest?>> digest,
        Func<Rebuildable, string, CancellationToken, Task<ImageAnswer>> ask,
        CancellationToken cancel)
    {
        var wishes = RebuildStateFile.Read(dataDirectory);
        if (file.Images.Count + file.Builds.Count == 0 || (!file.Rebuild.IsEnabled && wishes.Wishes.Count == 0))
            return [];
        var images = await graph(file, heads, cancel);
        var roads = images.ToDictionary<Rebuildable, GraphImage, Rebuildable>(one => one.Image, one => one, ReferenceEqualityComparer.Instance);
        var drawn = DependencyGraph.Of(roads.Keys, file.Registry);
        var known = images.ToDictionary<Rebuildable, GraphImage, ImageFacts>(one => one.Image, one => asked.Of(one, file.Registry, wishes), ReferenceEqualityComparer.Instance);
        var bases = await watch.LookAsync(
            [.. drawn.Images.SelectMany(image => image.Bases.Uses).Where(use => !use.IsPinned).Select(use => drawn.Same(use.Image)).Distinct()], Near(file, images).Contains, file.Rebuild.Poll, digest, cancel);
        var plan = RebuildPlan.Of(new RebuildFacts(drawn, known, bases), file.Rebuild, clock.GetUtcNow());
        var done = new List<RebuiltImage>();
        foreach (var one in plan.Images)
        {
            cancel.ThrowIfCancellationRequested();
            done.Add(one.Decision is RebuildDecision.Build build ? await AskAsync(roads[one.Image], build, known[one.Image].Progress, ask, cancel) : new RebuiltImage(one.Image, one.Decision, HasAsked: false, one.Decision.Sentence, IsTrouble: false, known[one.Image].Progress));
        }

        return done;
    }

    /// <summary>Registries that are ours to ask as often as we like: our own by whatever name, and those that we push to.</summary>
    private static HashSet<string> Near(LifecycleFile file, IReadOnlyList<Rebuildable> images) => file.Registry.Own
        .Concat(images.Select(one => one.Image.Repository.Registry))
        .Concat(file.Sync.Entries.Select(entry => entry.Target.Registry))
        .Where(registry => registry is not RegistryHost.DockerHub)
        .ToHashSet(StringComparer.Ordinal);

    private static async Task<RebuiltImage> AskAsync(Rebuildable one, RebuildDecision.Build build, ImageProgress progress, Func<Rebuildable, string, CancellationToken, Task<ImageAnswer>> ask, CancellationToken cancel)
    {
        try
        {
            var answer = await ask(one, build.Sentence, cancel);
            return new RebuiltImage(one.Image, build, answer.HasAsked, answer.Sentence, IsTrouble: false, progress);
        }
        catch (Exception refused) when (refused is ImageException or IOException or UnauthorizedAccessException)
        {
            return new RebuiltImage(one.Image, build, HasAsked: false, Printable.Line(refused.Message.TrimEnd('.')), IsTrouble: true, progress);
        }
    }
}
