using System.Text.Json;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Dependencies;
using RegistryJanitor.Lifecycle.Dependencies.Gathering;
using RegistryJanitor.Lifecycle.Dependencies.Report;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.Registries;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>
/// <c>lifecycle graph [--json] [--match WORD]</c>: what every image is built from, and in which order they are built. Nothing is written and nothing is asked for.
/// <see cref="ExitCode.Failed"/> when something could not be read, or is built from itself.
/// </summary>
public static class GraphCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="words">What stands behind the command.</param>
    public static async Task<ExitCode> RunAsync(CommandContext context, IReadOnlyList<string> words)
    {
        var (asked, mistake) = GraphCommandWords.Read(words);
        if (mistake is not null)
            return context.Refuse(mistake);
        using var registries = RegistrySession.Begin(context, context.File.Registry, context.Logs.CreateLogger("graph"));
        try
        {
            return await RunAsync(context, asked, registries.Client);
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            await context.Error.WriteLineAsync("lifecycle: graph was stopped before its end");
            return ExitCode.Failed;
        }
    }

    /// <summary>The same with registries of a test's own.</summary>
    internal static async Task<ExitCode> RunAsync(CommandContext context, GraphCommandWords asked, RegistryClient registries)
    {
        var (file, settings) = (context.File, context.Settings);
        var gathered = await new GraphGathering(file, new ImagePreparer(file, new BaseImages(registries)), settings.MirrorsDirectory, "git", context.Clock).ReadAsync(context.Stop);
        var graph = DependencyGraph.Of(gathered.Images, file.Registry);
        var report = GraphReport.Of(gathered, asked.Word is { } word ? graph.Matching(word) : graph, asked.Word);
        if (asked.IsJson)
            await context.Output.WriteLineAsync(JsonSerializer.Serialize(GraphDocument.Of(report), GraphJson.Default.GraphDocument));
        else
            GraphTable.Write(report, context.Output);
        return report.Mistakes.Count > 0 ? ExitCode.Failed : ExitCode.Success;
    }
}
