using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Status;
using RegistryJanitor.Lifecycle.Status.Files;
using RegistryJanitor.Lifecycle.Status.Gathering;
using RegistryJanitor.Lifecycle.Status.Json;
using RegistryJanitor.Lifecycle.Status.Markdown;
using RegistryJanitor.Lifecycle.Status.Page;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>
/// <c>lifecycle status</c>: writes the report. It fails when the report cannot be written, and not for what is in it: <c>eol check</c> does that.
/// </summary>
public static class StatusCommand
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    /// <summary>Runs it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="words">What stands behind the command.</param>
    public static async Task<ExitCode> RunAsync(CommandContext context, IReadOnlyList<string> words)
    {
        var (options, mistake) = StatusOptions.Read(words);
        if (mistake is not null)
            return context.Refuse(mistake);
        using var janitor = new JanitorSource(context.Settings.JanitorAddress, s_limit, context.Clock);
        var report = await new StatusGathering(context.Settings, context.Version, janitor.AskAsync, context.Clock).GatherAsync(context.File, context.Stop);
        if (options.Output is { } named)
            return Write(context, report, Path.GetFullPath(named), options);
        await context.Output.WriteAsync(options.IsJson ? $"{StatusJson.Text(report)}\n" : options.IsHtml ? ReportPage.Of(report) : MarkdownReport.Of(report));
        return ExitCode.Success;
    }

    private static ExitCode Write(CommandContext context, StatusReport report, string path, StatusOptions options)
    {
        var mistake = ReportFile.Write(path, MarkdownReport.Of(report), options.Replaces);
        if (mistake is null && !options.IsAlone)
            mistake = ReportFile.WritePage(Path.Join(Path.GetDirectoryName(path), StatusOptions.PageName), ReportPage.Of(report), options.Replaces);
        return mistake is null ? ExitCode.Success : context.Refuse(mistake);
    }
}
