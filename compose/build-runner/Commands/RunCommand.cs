using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RegistryJanitor.BuildRunner.Builds;
using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Reporting;
using RegistryJanitor.BuildRunner.Volume;
using RegistryJanitor.BuildRunner.Web;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Commands;

/// <summary><c>build-runner</c> and <c>build-runner --once</c>: builds until it is stopped, with a server; or until no request waits, without one.</summary>
public static class RunCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="settings">How.</param>
    /// <param name="parts">With what.</param>
    /// <param name="version">For the log.</param>
    /// <param name="once">Until no request waits.</param>
    public static async Task<ExitCode> RunAsync(RunnerSettings settings, RunnerParts parts, string version, bool once)
    {
        using var logs = ProcessLog.Create(settings.LogFormat, settings.LogLevel, toStandardError: false);
        var log = logs.CreateLogger("build-runner");
        var volume = new PosixVolume(TimeProvider.System);
        var queue = new QueueFolder(settings.Layout, settings.Runner, volume);
        try
        {
            queue.Prepare();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return await RefuseAsync($"BUILD_DATA_DIR={settings.Layout.Root} cannot be used: {refused.Message}", ExitCode.Usage);
        }

        using var hold = RunnerHold.TryTake(settings.Layout.Lock(settings.Runner));
        if (hold is null)
            return await RefuseAsync($"another process is the runner {settings.Runner} of {settings.Layout.Root}; give this one a name of its own in BUILD_RUNNER_NAME", ExitCode.Busy);

        var (wakeUp, tally) = (new WakeUp(), new RunnerTally());
        string? whyNot = null;
        using var server = once ? null : new RunnerSite(settings, tally, TimeProvider.System, log).TryBind(out whyNot);
        if (whyNot is not null)
            return await RefuseAsync(whyNot, ExitCode.Usage);

        using var http = RegistryProbe.Client();
        // Half of the pause, or a request that was told of an answer would wait for two of them.
        var registries = new AskedRegistries(new RegistryProbe(http, settings.Registries).AskAsync, settings.Pause / 2, TimeProvider.System);
        var turn = new BuildTurn(settings, queue, parts, registries.AskAsync, volume, TimeProvider.System, log);
        var pass = new RunnerPass(settings, queue, turn, tally, wakeUp, once, TimeProvider.System, log);
        Log.Begins(log, version, settings.Runner, parts.Engine.Name, settings.Layout.Root);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(logs);
        var isSpoiled = false;
        builder.Services.AddSingleton(services => new RunLoop(
            async stop =>
            {
                try
                {
                    return await pass.RunAsync(stop);
                }
                catch (UncleanException unclean)
                {
                    // Nothing may be built here any more, and the next pass would try.
                    isSpoiled = true;
                    services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
                    return new PassResult.Failed(unclean.Message);
                }
            },
            new RunLoopSettings(settings.Interval, once) { WakeUp = wakeUp },
            once ? null : new HealthFile(settings.HealthFile),
            TimeProvider.System,
            services.GetRequiredService<IHostApplicationLifetime>(),
            logs.CreateLogger<RunLoop>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<RunLoop>());
        if (server is not null)
            builder.Services.AddHostedService(_ => server);
        using var host = builder.Build();
        var loop = host.Services.GetRequiredService<RunLoop>();
        await host.RunAsync();
        return isSpoiled ? ExitCode.Failed : loop.Result;
    }

    private static async Task<ExitCode> RefuseAsync(string sentence, ExitCode code)
    {
        await Console.Error.WriteLineAsync($"build-runner: {sentence}");
        return code;
    }
}
