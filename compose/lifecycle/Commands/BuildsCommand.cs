using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Builds;

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
        var found = await Look(context.Settings, context.Clock).RunAsync(context.File.Builds, isList || isDry, forced, context.Stop);
        BuildsTable.Write(found, isList ? null : isDry ? "would ask for" : "asked for", context.Output);
        return found.Any(one => one.Trouble) ? ExitCode.Failed : ExitCode.Success;
    }

    /// <summary>What looks, as the settings say where everything is.</summary>
    internal static BuildLook Look(LifecycleSettings settings, TimeProvider clock) => new(
        new MirrorHead(settings.MirrorsDirectory, "git", clock), new QueueFolder(settings.BuildDirectory), new AskedBuilds(Path.Join(settings.DataDirectory, "builds")), clock);
}
