using Microsoft.Extensions.Logging;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Dependencies.Gathering;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.Rebuilding.Looking;
using RegistryJanitor.Lifecycle.Registries;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>The looks at what images are built from, one after the other: the daemon's, and those of <c>lifecycle rebuild --wait</c>.</summary>
/// <param name="settings">Where everything is.</param>
/// <param name="clock">For the moment.</param>
/// <param name="random">By how much later than needed registries of others are asked.</param>
internal sealed class Rebuilds(LifecycleSettings settings, TimeProvider clock, Random random)
{
    private readonly RememberedGraph _graph = new(new MirrorTree(settings.MirrorsDirectory, "git", clock), clock);
    private readonly BaseWatch _watch = new(settings.DataDirectory, clock, random);

    /// <summary>What was asked for.</summary>
    internal AskedImages Asked { get; } = new(BuildCommand.Queue(settings), BuildsCommand.Records(settings), BuildCommand.Records(settings), BuildCommand.Joined(settings));

    /// <summary>One look.</summary>
    /// <param name="context">With the file as it is now.</param>
    /// <param name="heads">Where the mirrors of all builds are.</param>
    internal async Task<IReadOnlyList<RebuiltImage>> LookAsync(CommandContext context, IReadOnlyList<LookedAt> heads)
    {
        using var registries = RegistrySession.Begin(context, context.File.Registry, context.Logs.CreateLogger("rebuild"), RegistryPatience.Brief);
        return await LookAsync(context, heads, registries.Client);
    }

    /// <summary>The same with registries of a test's own.</summary>
    internal Task<IReadOnlyList<RebuiltImage>> LookAsync(CommandContext context, IReadOnlyList<LookedAt> heads, RegistryClient registries)
    {
        // What is asked for is written down as it is then, and not as this look has seen it.
        var (seen, then) = (new BaseImages(registries), new BaseImages(registries));
        return new RebuildLook((file, at, cancel) => _graph.ReadAsync(file, at, seen, cancel), Asked, _watch, settings.DataDirectory, clock)
            .RunAsync(context.File, heads, seen.DigestAsync, (one, why, cancel) => AskAsync(context, then, one, why, cancel), context.Stop);
    }

    /// <summary>Who is built from what.</summary>
    internal Task<IReadOnlyList<Rebuildable>> GraphAsync(CommandContext context, IReadOnlyList<LookedAt> heads, RegistryClient registries) =>
        _graph.ReadAsync(context.File, heads, new BaseImages(registries), context.Stop);

    private async Task<ImageAnswer> AskAsync(CommandContext context, BaseImages bases, Rebuildable one, string why, CancellationToken cancel)
    {
        switch (one.Road)
        {
            case BuildRoad.OfMirror { Build: var build }:
                var looked = await BuildsCommand.Look(context, bases.DigestAsync).AgainAsync(build, why, cancel);
                return looked.Trouble ? throw new ImageException(looked.Why) : new ImageAnswer(looked.Why, looked.HasAsked);
            case BuildRoad.OfTemplate { Entry: var entry }:
                var (created, mistake) = BuildCommand.CreatedAt();
                if (mistake is not null)
                    throw new ImageException(mistake);
                var image = await new ImagePreparer(context.File, bases).PrepareAsync(entry, cancel);
                var answer = await (await BuildCommand.AskerAsync(context, bases, created)).AskAsync(image, isDry: false, isForced: false, cancel, why);
                _graph.Forget(entry, context.File);
                return answer;
            default:
                throw new InvalidOperationException($"{one.Road} is no way to ask for an image");
        }
    }
}
