using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Dependencies.Gathering;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.Rebuilding.Looking;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary><c>lifecycle builds [--list] [--dry-run] [--force NAME]</c>: one look at the images of mirrors, and requests for those that moved.</summary>
public static class BuildsCommand
{
    /// <summary>Runs it; <see cref="ExitCode.Failed"/> when something could not be looked at.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="words">What stands behind the command.</param>
    public static async Task<ExitCode> RunAsync(CommandContext context, IReadOnlyList<string> words)
    {
        bool isList = false, isDry = false;
        string? forced = null;
        for (var at = 0; at < words.Count; at++)
        {
            switch (words[at])
            {
                case "--list":
                    isList = true;
                    break;
                case "--dry-run":
                    isDry = true;
                    break;
                case "--force" when forced is null && at + 1 < words.Count:
                    forced = words[++at];
                    break;
                default:
                    return context.Refuse($"builds takes no '{words[at]}' here; write lifecycle builds, with --list, --dry-run or --force NAME behind it");
            }
        }

        if (forced is not null && !context.File.Builds.Any(build => build.Name.Equals(forced, StringComparison.Ordinal)))
            return context.Refuse($"'{forced}' is no build of {context.File.Location}; {(context.File.Builds.Count > 0 ? $"there are {string.Join(", ", context.File.Builds.Select(build => build.Name))}" : "it has none")}");
        if (isList && forced is not null)
            return context.Refuse("--list asks for nothing, and --force does; keep one of them");
        var found = await Look(context).RunAsync(context.File.Builds, isList || isDry, forced, context.Stop);
        BuildsTable.Write(found, isList ? null : isDry ? "would ask for" : "asked for", context.Output);
        return found.Any(one => one.Trouble) ? ExitCode.Failed : ExitCode.Success;
    }

    /// <summary>What looks, as the settings say where everything is; registries are asked when something is asked for.</summary>
    internal static BuildLook Look(CommandContext context) => Look(context, async (image, cancel) =>
    {
        using var registries = RegistrySession.Begin(context, context.File.Registry, context.Logs.CreateLogger("builds"), RegistryPatience.Brief);
        return await new BaseImages(registries.Client).DigestAsync(image, cancel);
    });

    /// <summary>The same with somebody else who knows what a tag has.</summary>
    internal static BuildLook Look(CommandContext context, Func<ImageReference, CancellationToken, Task<Digest?>> digest)
    {
        var (settings, clock) = (context.Settings, context.Clock);
        var bases = new BasesAtAsking(context.File.Registry, new MirrorTree(settings.MirrorsDirectory, "git", clock), digest);
        return new BuildLook(new MirrorHead(settings.MirrorsDirectory, "git", clock).ReadAsync, new QueueFolder(settings.BuildDirectory), Records(settings), bases.OfAsync, clock);
    }

    /// <summary>What was asked for.</summary>
    internal static AskedBuilds Records(LifecycleSettings settings) => new(Path.Join(settings.DataDirectory, "builds"));
}
