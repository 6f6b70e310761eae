using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Reporting;
using RegistryJanitor.Storage;
using RegistryJanitor.Usage;

namespace RegistryJanitor;

/// <summary><c>janitor plan</c>.</summary>
internal static class PlanCommand
{
    /// <summary>Says what a pass would do, or why that cannot be known.</summary>
    /// <param name="newPass">Makes a pass that calls with the phase that begins.</param>
    /// <param name="settings">Where the store lies.</param>
    /// <param name="options">What to say of it.</param>
    /// <param name="clock">Time.</param>
    public static async Task<ExitCode> RunAsync(
        Func<ILogger, Action<PassPhase>, Pass> newPass, JanitorSettings settings, PlanOptions options, TimeProvider clock)
    {
        CollectionPlan plan;
        UsageReport? sizes = null;
        try
        {
            using var progress = ProgressLine.OnStandardError(clock);
            var pass = newPass(NullLogger.Instance, phase => progress?.Enter(Doing(phase)));
            if (options.Sizes || options.Json)
                (plan, sizes) = await pass.PreviewWithSizesAsync(doing => progress?.Enter(doing), CancellationToken.None).ConfigureAwait(false);
            else
                plan = await pass.PreviewAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreException missing)
        {
            return Commands.Fail(missing.Message);
        }

        RepositoryName[] names = [.. plan.Repositories.Select(repository => repository.Repository)];
        if (options.Shown.Unmatched(names) is { } pattern)
            return Commands.Fail(RepositoryPatterns.Sentence(pattern));
        var view = new PlanView(plan, options.Shown, sizes);
        using var output = Commands.BufferedOutput();
        if (options.Json)
            PlanJson.Write(view, sizes!.Usage, settings.DataDirectory, output.BaseStream);
        else
            PlanText.Write(view, output, Screen.OfStandardOutput());
        return view.IsSound ? ExitCode.Success : ExitCode.Failed;
    }

    private static string Doing(PassPhase phase) => phase switch
    {
        PassPhase.Scan => "looking for tags",
        PassPhase.Inventory => "listing blobs, manifests and layers",
        PassPhase.Mark => "reading tags and manifests",
        _ => "deciding",
    };
}
