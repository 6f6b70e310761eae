using RegistryJanitor.Daemon;
using RegistryJanitor.Reporting;
using RegistryJanitor.Storage;
using RegistryJanitor.Usage;

namespace RegistryJanitor;

/// <summary><c>janitor ls</c>.</summary>
internal static class ListCommand
{
    /// <summary>Says what takes the space, or why that cannot be known.</summary>
    public static ExitCode Run(JanitorSettings settings, ListOptions options, TimeProvider clock)
    {
        UsageReport report;
        try
        {
            using var progress = ProgressLine.OnStandardError(clock);
            report = new UsageReader(new StorageLayout(settings.DataDirectory), settings.Parallelism)
                .Read(clock.GetUtcNow(), doing => progress?.Enter(doing), CancellationToken.None);
        }
        catch (StoreException missing)
        {
            return Commands.Fail(missing.Message);
        }

        RepositoryName[] names = [.. report.Usage.Repositories.Select(repository => repository.Repository)];
        if (options.Repositories.Unmatched(names) is { } pattern)
            return Commands.Fail(RepositoryPatterns.Sentence(pattern));
        if (options.Json)
        {
            using var output = Commands.BufferedOutput();
            UsageJson.Write(report, settings.DataDirectory, options, output.BaseStream);
        }
        else
        {
            using var output = Commands.BufferedOutput();
            UsageText.Write(report, options, output, Screen.OfStandardOutput());
        }

        return report.IsWhole ? ExitCode.Success : ExitCode.Failed;
    }
}
