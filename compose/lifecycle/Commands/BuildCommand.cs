using System.Globalization;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Dependencies.Gathering;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.Images.Joining;
using RegistryJanitor.Lifecycle.Rebuilding.Looking;
using RegistryJanitor.Lifecycle.Registries;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>
/// <c>lifecycle build [--force] [--dry-run] [--output-dir DIR]</c>: joins the platforms that were built since, then asks for the images of which something changed; a line for each. <see cref="ExitCode.Failed"/> when one of them
/// cannot be built as it is asked for.
/// </summary>
public static class BuildCommand
{
    private const string Epoch = "SOURCE_DATE_EPOCH";

    /// <summary>Runs it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="words">What stands behind the command.</param>
    public static async Task<ExitCode> RunAsync(CommandContext context, IReadOnlyList<string> words)
    {
        var (asked, mistake) = BuildWords.Read(words);
        if (mistake is not null)
            return context.Refuse(mistake);
        var (created, whyNot) = CreatedAt();
        if (whyNot is not null)
            return context.Refuse(whyNot);
        if (context.File.Images.Count == 0)
        {
            await context.Output.WriteLineAsync($"{context.File.Location} has no images: nothing is built.");
            return ExitCode.Success;
        }

        using var registries = RegistrySession.Begin(context, context.File.Registry, context.Logs.CreateLogger("build"));
        try
        {
            return await RunAsync(context, asked, registries.Client, created);
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            await context.Error.WriteLineAsync("lifecycle: build was stopped before its end; the next run goes on");
            return ExitCode.Failed;
        }
    }

    /// <summary>The same with registries of a test's own.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="asked">What is wanted.</param>
    /// <param name="registries">Who knows what images are built from.</param>
    /// <param name="created">In place of the moment; null: that.</param>
    internal static async Task<ExitCode> RunAsync(CommandContext context, BuildWords asked, RegistryClient registries, DateTimeOffset? created)
    {
        var (file, settings) = (context.File, context.Settings);
        var outcomes = new List<ImageOutcome>();
        var bases = new BaseImages(registries);
        var run = new ImageRun(new ImagePreparer(file, bases));
        Func<PreparedImage, Task<string>> each;
        if (asked.OutputFolder is { } folder)
        {
            var into = new OutputFolder(Path.GetFullPath(folder), file.Images, await RevisionAsync(context), created);
            each = image => Task.FromResult(into.Write(image));
        }
        else
        {
            outcomes.AddRange(await Indexes(settings, registries, context.Clock).RunAsync(asked.IsDry, context.Stop));
            var asker = await AskerAsync(context, bases, created);
            each = async image => (await asker.AskAsync(image, asked.IsDry, asked.IsForced, context.Stop)).Sentence;
        }

        outcomes.AddRange(await run.RunAsync(file.Images, each, context.Stop));
        foreach (var outcome in outcomes)
        {
            if (outcome.IsTrouble)
                await context.Error.WriteLineAsync(Printable.Line($"lifecycle: {outcome.Name}: {outcome.Sentence}"));
            else
                await context.Output.WriteLineAsync(Printable.Line($"{outcome.Sentence}."));
        }

        return outcomes.Any(outcome => outcome.IsTrouble) ? ExitCode.Failed : ExitCode.Success;
    }

    /// <summary>Who asks for images, as the settings say where everything is.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="bases">Who knows what images are built from.</param>
    /// <param name="created">In place of the moment; null: that.</param>
    internal static async Task<ImageAsker> AskerAsync(CommandContext context, BaseImages bases, DateTimeOffset? created)
    {
        var (file, settings) = (context.File, context.Settings);
        var known = new BasesAtAsking(file.Registry, new MirrorTree(settings.MirrorsDirectory, "git", context.Clock), bases.DigestAsync);
        return new ImageAsker(Queue(settings), Records(settings), Joined(settings), known.OfAsync, await RevisionAsync(context), created, context.Clock);
    }

    /// <summary>Joins the platforms of images whose builds have ended, and does nothing else; what was joined, and each trouble.</summary>
    internal static async Task<IReadOnlyList<ImageOutcome>> JoinAsync(CommandContext context)
    {
        using var registries = RegistrySession.Begin(context, context.File.Registry, context.Logs.CreateLogger("build"));
        return await Indexes(context.Settings, registries.Client, context.Clock).RunAsync(isDry: false, context.Stop);
    }

    private static Task<string?> RevisionAsync(CommandContext context) => ConfigurationRevision.OfAsync(context.File.Folder, "git", context.Clock, context.Stop);

    private static PlatformIndexes Indexes(LifecycleSettings settings, RegistryClient registries, TimeProvider clock) =>
        new(Queue(settings), Records(settings), Joined(settings), registries, clock);

    internal static QueueFolder Queue(LifecycleSettings settings) => new(settings.BuildDirectory);

    internal static AskedBuilds Records(LifecycleSettings settings) => new(Path.Join(settings.DataDirectory, "images"));

    internal static JoinedImages Joined(LifecycleSettings settings) => new(Path.Join(settings.DataDirectory, "indexes"));

    /// <summary>What the environment says of when images are made.</summary>
    internal static (DateTimeOffset? Created, string? Mistake) CreatedAt() => CreatedAt(EnvironmentVariables.OfThisProcess().GetValueOrDefault(Epoch, ""));

    /// <summary>Seconds since 1970, as reproducible-builds.org has it; none where it is not set.</summary>
    internal static (DateTimeOffset? Created, string? Mistake) CreatedAt(string text)
    {
        if (text.Length == 0)
            return (null, null);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? (DateTimeOffset.FromUnixTimeSeconds(seconds), null)
            : (null, $"{Epoch} is '{Printable.Line(text, 60)}'; write seconds since 1970, or unset it");
    }
}
