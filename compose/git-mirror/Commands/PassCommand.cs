using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Reporting;
using RegistryJanitor.GitMirror.Repositories;
using RegistryJanitor.GitMirror.Waking;
using RegistryJanitor.GitMirror.Web;

namespace RegistryJanitor.GitMirror.Commands;

/// <summary><c>git-mirror</c> and <c>git-mirror --once</c>: passes until it is stopped, with a server and ears for signals; or one pass without them.</summary>
public static class PassCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="settings">How.</param>
    /// <param name="version">For the log.</param>
    /// <param name="once">One pass.</param>
    /// <param name="accept">The mirror whose deletions are meant, however many; null: none.</param>
    public static async Task<ExitCode> RunAsync(MirrorSettings settings, string version, bool once, string? accept)
    {
        using var logs = ProcessLog.Create(settings.LogFormat, settings.LogLevel, toStandardError: false);
        var log = logs.CreateLogger("git-mirror");
        var wakeUp = new WakeUp();
        var requests = new SyncRequests(wakeUp);
        var forge = settings.Forge is { } named ? Forge.Open(named, TimeProvider.System) : null;
        var pass = new MirrorPass(settings, MirrorSource.Of(settings, forge, TimeProvider.System), forge, once, accept, TimeProvider.System, log) { Requests = requests };
        var reporter = new PassReporter(settings.Reports, () => pass.Report, new MirrorLayout(settings.DataDirectory), log);
        string? whyNot = null;
        using var server = once ? null : new MirrorSite(settings, reporter, requests, TimeProvider.System, log).TryBind(out whyNot);
        if (whyNot is not null)
        {
            await Console.Error.WriteLineAsync($"git-mirror: {whyNot}");
            return ExitCode.Usage;
        }

        using var signals = once ? null : new SyncSignals(requests, log);
        Log.Begins(log, version, settings.DataDirectory);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(logs);
        builder.Services.AddSingleton(services => new RunLoop(
            pass.RunAsync,
            new RunLoopSettings(settings.Interval, once) { WakeUp = wakeUp },
            once ? null : new HealthFile(settings.Reports.HealthFile),
            TimeProvider.System,
            services.GetRequiredService<IHostApplicationLifetime>(),
            logs.CreateLogger<RunLoop>(),
            reporter.ReportAsync));
        builder.Services.AddHostedService(services => services.GetRequiredService<RunLoop>());
        if (server is not null)
            builder.Services.AddHostedService(_ => server);
        using var host = builder.Build();
        var loop = host.Services.GetRequiredService<RunLoop>();
        await host.RunAsync();
        // Turns that no pass waited for were told to stop; what they had started ends before we do.
        await pass.WhenIdleAsync();
        return loop.Result;
    }
}
