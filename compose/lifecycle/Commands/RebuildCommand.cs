using System.Globalization;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Dependencies;
using RegistryJanitor.Lifecycle.Rebuilding;
using RegistryJanitor.Lifecycle.Rebuilding.Facts;
using RegistryJanitor.Lifecycle.Rebuilding.Looking;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Lifecycle.State;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>
/// <c>lifecycle rebuild IMAGE [--recurse] [--match WORD] [--dry-run] [--wait]</c>: names what is built from an image, and has it built again, each image once and after its bases.
/// The daemon does it, in its next looks; with <c>--wait</c> this command does, and returns <see cref="ExitCode.Failed"/> when one was not built.
/// </summary>
public static class RebuildCommand
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    /// <summary>Runs it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="words">What stands behind the command.</param>
    public static async Task<ExitCode> RunAsync(CommandContext context, IReadOnlyList<string> words)
    {
        var (asked, mistake) = RebuildWords.Read(words);
        if (asked is null)
            return context.Refuse(mistake!);
        var file = context.File with { Registry = WithName(context, asked.Registry) };
        using var registries = RegistrySession.Begin(context, file.Registry, context.Logs.CreateLogger("rebuild"), RegistryPatience.Brief);
        try
        {
            return await RunAsync(context with { File = file }, asked, registries.Client, registries.Random);
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            await context.Error.WriteLineAsync("lifecycle: rebuild was stopped before its end; the daemon goes on");
            return ExitCode.Failed;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            await context.Error.WriteLineAsync(Printable.Line($"lifecycle: {refused.Message}"));
            return ExitCode.Failed;
        }
    }

    /// <summary>The same with registries of a test's own.</summary>
    internal static async Task<ExitCode> RunAsync(CommandContext context, RebuildWords asked, RegistryClient registries, Random random)
    {
        var rebuilds = new Rebuilds(context.Settings, context.Clock, random);
        var images = await rebuilds.GraphAsync(context, await HeadsAsync(context), registries);
        var graph = DependencyGraph.Of(images.Select(one => one.Image), context.File.Registry);
        var matching = asked.Match is { } word ? graph.Matching(word).Images.ToHashSet<GraphImage>(ReferenceEqualityComparer.Instance) : null;
        var order = graph.Order(graph.DependentsOf(asked.Image, asked.IsRecursive).Where(image => matching?.Contains(image) ?? true));
        foreach (var one in graph.Images.Where(image => !image.Bases.IsWhole))
            await ComplainAsync(context, $"{one.Name} may be built from it as well: {one.Bases.Mistakes[0]}");
        foreach (var cycle in order.Cycles)
            await ComplainAsync(context, $"{cycle.Sentence}: none of them is built for its base");
        await TellAsync(context, asked, order);
        var found = order.Waves.SelectMany(wave => wave).Select(image => image.Shown).ToHashSet(StringComparer.Ordinal);
        var code = order.Cycles.Count > 0 ? ExitCode.Failed : ExitCode.Success;
        if (asked.IsDry || found.Count == 0)
            return code;
        Wish(context, rebuilds, images, found);
        return asked.Waits && !await WaitAsync(context, rebuilds, found, registries) ? ExitCode.Failed : code;
    }

    private static async Task TellAsync(CommandContext context, RebuildWords asked, BuildOrder order)
    {
        if (order.Waves.Count == 0)
            await context.Error.WriteLineAsync(Printable.Line($"lifecycle: nothing of {context.File.Location} that could be built again is built from {asked.Image}"));
        for (var wave = 0; wave < order.Waves.Count; wave++)
        {
            foreach (var image in order.Waves[wave])
                await context.Output.WriteLineAsync(Printable.Line(asked.IsDry ? string.Create(CultureInfo.InvariantCulture, $"wave {wave + 1}: {image.Name}") : image.Name));
        }
    }

    /// <summary>Writes down what is wanted, without what has come true since.</summary>
    private static void Wish(CommandContext context, Rebuilds rebuilds, IReadOnlyList<Rebuildable> images, IReadOnlyCollection<string> found)
    {
        var (data, registry) = (context.Settings.DataDirectory, context.File.Registry);
        var known = RebuildStateFile.Read(data);
        RebuildStateFile.Write(data, known.Without([.. images.Where(one => !rebuilds.Asked.Of(one, registry, known).IsWanted).Select(one => one.Image.Shown)]).With(found, context.Clock.GetUtcNow()));
    }

    /// <summary>Looks until nothing of it is to be built any more; whether all of it was.</summary>
    private static async Task<bool> WaitAsync(CommandContext context, Rebuilds rebuilds, HashSet<string> found, RegistryClient registries)
    {
        while (true)
        {
            await BuildCommand.JoinAsync(context);
            var looked = (await rebuilds.LookAsync(context, await HeadsAsync(context), registries)).Where(one => found.Contains(one.Image.Shown)).ToList();
            foreach (var one in looked.Where(one => one.HasAsked))
                await context.Error.WriteLineAsync(Printable.Line($"lifecycle: {one.Image.Name}: asked for {one.Sentence}"));
            if (looked.Exists(one => one.Decision.IsToBeBuilt && !one.IsTrouble))
            {
                await Task.Delay(context.Settings.Interval < s_longestPause ? context.Settings.Interval : s_longestPause, context.Clock, context.Stop);
                continue;
            }

            // What was not built now is not built some day, when nobody thinks of it any more.
            RebuildStateFile.Write(context.Settings.DataDirectory, RebuildStateFile.Read(context.Settings.DataDirectory).Without(found));
            var missing = looked.Select(NotBuilt).OfType<string>().ToList();
            foreach (var sentence in missing)
                await ComplainAsync(context, sentence);
            return missing.Count == 0;
        }
    }

    /// <summary>Why an image is not built; null: it is.</summary>
    private static string? NotBuilt(RebuiltImage one) => one switch
    {
        { IsTrouble: true } => $"{one.Image.Name} was not asked for: {one.Sentence}",
        { Decision: RebuildDecision.Below or RebuildDecision.InCycle } or { Progress: ImageProgress.Unknown } => $"{one.Image.Name} {one.Sentence}",
        { Progress: ImageProgress.Failed failed } => $"{one.Image.Name} was not built: {failed.Words}",
        _ => null,
    };

    private static Task<IReadOnlyList<LookedAt>> HeadsAsync(CommandContext context) => BuildsCommand.Look(context).RunAsync(context.File.Builds, isDry: true, forced: null, context.Stop);

    private static async Task ComplainAsync(CommandContext context, string sentence) => await context.Error.WriteLineAsync(Printable.Line($"lifecycle: {sentence}"));

    /// <summary>The registries, with one more name of ours.</summary>
    private static RegistrySection WithName(CommandContext context, string? name)
    {
        var registry = context.File.Registry;
        if (name is null || registry.IsOwn(name))
            return registry;
        var first = registry.Own.Count > 0 ? null : (context.File.Build.Registry ?? context.Settings.Registry)?.Registry ?? context.File.Builds.Select(build => build.Image.Registry).FirstOrDefault();
        return registry with { Own = [.. registry.Own, .. first is null ? (string[])[] : [first], name] };
    }
}
