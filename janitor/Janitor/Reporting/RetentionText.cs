using RegistryJanitor.Daemon;
using RegistryJanitor.Retention;

namespace RegistryJanitor.Reporting;

/// <summary>The effective settings as a person reads them.</summary>
internal static class RetentionText
{
    /// <summary>What stays, for the first line of the log.</summary>
    public static string OneLine(JanitorSettings settings) => settings.Retention.All is [{ Name.Length: 0 } only]
        ? $"keeps {Rules(only)} of each repository"
        : $"keeps what {settings.Retention.All.Length} policies say";

    /// <summary>Everything that decides what goes, one sentence a line.</summary>
    public static void Write(JanitorSettings settings, TextWriter output)
    {
        output.WriteLine($"The settings are valid. Store: {settings.DataDirectory}{(settings.DryRun ? ", dry run: nothing is changed" : "")}.");
        output.WriteLine(settings.RunOnce ? "One pass, then the end." : $"A pass every {Duration.Text(settings.Interval)}.");
        foreach (var policy in settings.Retention.All)
            WritePolicy(policy, output);
        if (!settings.Retention.All.Any(policy => policy.Repositories.Any(pattern => pattern.Text is "**")))
            output.WriteLine("A repository that no policy is for is kept whole.");
        output.WriteLine(settings.Space.Sentence);
        output.WriteLine(
            $"Untagged manifests {(settings.DeleteUntagged ? $"go {Duration.Text(settings.Grace)} after their push" : "stay")}, "
            + (settings.RunGc ? $"blobs {Duration.Text(settings.Hold)} after nothing names them any more." : "blobs stay (RUN_GC is off)."));
        output.WriteLine(settings.Undo > TimeSpan.Zero ? $"An evicted tag can come back for {Duration.Text(settings.Undo)}." : "An evicted tag cannot come back (UNDO_SECS is 0).");
    }

    private static void WritePolicy(RetentionPolicy policy, TextWriter output)
    {
        var repositories = Names(policy.Repositories);
        if (policy.IsDisabled)
        {
            output.WriteLine($"{policy.Name}: {repositories}: keeps everything.");
            return;
        }

        output.WriteLine($"{(policy.Name.Length > 0 ? $"{policy.Name}: " : "")}{repositories}: keeps {Rules(policy)}.");
        if (policy.Cache is { } cache)
            output.WriteLine($"  Its {cache.Sentence}.");
        if (policy.Protect.Length > 0)
            output.WriteLine($"  Never goes, not for space either: {Names(policy.Protect)}.");
        if (!policy.Rules.Any(rule => rule is KeepLast))
            output.WriteLine("  No keepLast: a repository that nobody pushes to can lose its last tag.");
        if (policy.MinAge > TimeSpan.Zero)
            output.WriteLine($"  Nothing goes that is younger than {Duration.Text(policy.MinAge)}.");
    }

    private static string Names(IEnumerable<NamePattern> patterns) => string.Join(", ", patterns.Select(pattern => pattern.Text));

    private static string Rules(RetentionPolicy policy) => string.Join("; ", policy.Rules.Select(rule => rule.Sentence));
}
