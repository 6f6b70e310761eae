using System.Text.Json;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Checking;
using RegistryJanitor.Lifecycle.EndOfLife.Data;
using RegistryJanitor.Lifecycle.EndOfLife.Fetching;
using RegistryJanitor.Lifecycle.EndOfLife.Judging;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary><c>lifecycle eol check [--strict | --warn] [--json] [--base IMAGE]</c>: judges ends of life. Nothing is asked for and nothing is written.</summary>
public static class EolCheckCommand
{
    /// <summary>Runs it: 1 where an image is critical, expired or unknown.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="words">What stands behind <c>check</c>.</param>
    /// <param name="copied">The tags that the target of an entry is known to have.</param>
    public static ExitCode Run(CommandContext context, IReadOnlyList<string> words, Func<SyncEntry, IReadOnlyList<string>> copied)
    {
        var (read, mistake) = EolCheckWords.Read(words);
        if (mistake is not null)
            return context.Refuse(mistake);
        var data = DataFile.Read(context.Settings.EndOfLifeDataOf(context.File));
        if (data.Mistakes.Count > 0)
        {
            foreach (var wrong in data.Mistakes)
                context.Refuse(wrong);
            return ExitCode.Usage;
        }

        var now = context.Clock.GetUtcNow();
        var knowledge = new EndOfLifeKnowledge(data.Data, BundledData.Data, context.File.EndOfLife.Overrides);
        var thresholds = EndOfLifeThresholds.Of(context.File.EndOfLife, context.Settings);
        var images = WatchList.Of(context.File, copied);
        if (read.Base is { } named)
            return Base(context, read, named, images, (rule, tag) => EndOfLifeJudge.Judge(knowledge, rule, tag, now, thresholds));

        var record = FetchFile.Read(FetchFile.PathIn(context.Settings.DataDirectory), context.Settings.EndOfLifeAddress);
        var check = EndOfLifeCheck.Of(images, knowledge, record, now, thresholds);
        if (read.IsJson)
            context.Output.WriteLine(JsonSerializer.Serialize(CheckDocument.Of(check, read.Strictness, now), CheckJson.Default.CheckDocument));
        else
            CheckTable.Write(check, context.Output);
        return check.Fails(read.Strictness) ? ExitCode.Failed : ExitCode.Success;
    }

    private static ExitCode Base(CommandContext context, EolCheckWords read, string named, IReadOnlyList<WatchedImage> images, Func<CycleRule, string, EndOfLifeVerdict> judge)
    {
        var (image, mistake) = ImageReference.Read(named);
        if (image is null)
            return context.Refuse($"--base: '{Printable.Of(named)}' {mistake}");
        if (image.Tag is not { } tag)
            return context.Refuse($"--base: '{image}' has no tag, which tells the cycle; write one, such as {image.Name}:3.21.3");
        if (WatchList.RuleOf(images, context.File.Registry, image) is not { } rule)
            return context.Refuse($"--base: no entry with a section lifecycle names {image.Name}; give the entry of sync that copies it product and extract");
        var verdict = judge(rule, tag.ToString());
        var document = BaseDocument.Of(image, verdict);
        if (read.IsJson)
        {
            context.Output.WriteLine(JsonSerializer.Serialize(document, CheckJson.Default.BaseDocument));
        }
        else
        {
            context.Output.WriteLine(Printable.Line($"{document.Base}: {document.EolStatus}, {verdict.Reason}."));
            foreach (var warning in document.Warnings.Where(warning => !warning.Equals(verdict.Reason, StringComparison.Ordinal)))
                context.Output.WriteLine(Printable.Line($"{warning}."));
        }

        return EndOfLifeCheck.Fails(verdict.State, read.Strictness) || (read.Strictness is CheckStrictness.Strict && document.UpToDate is false) ? ExitCode.Failed : ExitCode.Success;
    }
}
