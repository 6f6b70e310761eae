using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Notifying;
using RegistryJanitor.Lifecycle.Scheduling;
using RegistryJanitor.Lifecycle.Web;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary><c>lifecycle daemon</c>: looks at the builds again and again and runs what is on the schedule and tells people what is new, until it is stopped; with a server.</summary>
public static class DaemonCommand
{
    /// <summary>Runs it.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="words">What stands behind the command: nothing.</param>
    public static async Task<ExitCode> RunAsync(CommandContext context, IReadOnlyList<string> words)
    {
        if (words.Count > 0)
            return context.Refuse($"daemon takes no '{words[0]}'; write lifecycle daemon alone");
        var (settings, file) = (context.Settings, context.File);
        var log = context.Logs.CreateLogger("lifecycle");
        var tally = new LifecycleTally();
        using var server = new LifecycleSite(settings, tally, context.Clock, log).TryBind(out var whyNot);
        if (whyNot is not null)
            return context.Refuse(whyNot);

        Log.Begins(log, context.Version, file.Builds.Count, file.Location, settings.Interval);
        var runs = new ScheduledRuns(
            settings.DataDirectory,
            (now, command, said, refused, stop) => ScheduledCommands.RunAsync(context with { File = now, Output = said, Error = refused, Stop = stop }, command),
            tally,
            context.Clock,
            log);
        var rebuilds = new Rebuilds(settings, context.Clock, new Random(unchecked((int)context.Clock.GetUtcNow().Ticks)));
        var pass = new LifecyclePass(
            file,
            () => LifecycleFileReader.Read(settings.Configuration, EnvironmentVariables.OfThisProcess(), settings.Registry),
            now => BuildsCommand.Look(context with { File = now }),
            (now, stop) => BuildCommand.JoinAsync(context with { File = now, Stop = stop }),
            (now, heads, stop) => rebuilds.LookAsync(context with { File = now, Stop = stop }, heads),
            runs,
            tally,
            log);
        using var session = new NotifyingSession(context);
        var notifications = new Notifications(settings.DataDirectory, session.SeeAsync, session.DeliverAsync, tally.Notifications, context.Clock, log);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(context.Logs);
        builder.Services.AddSingleton(services => new RunLoop(
            pass.RunAsync,
            new RunLoopSettings(settings.Interval, Once: false),
            new HealthFile(settings.HealthFile),
            context.Clock,
            services.GetRequiredService<IHostApplicationLifetime>(),
            context.Logs.CreateLogger<RunLoop>(),
            (_, stop) => notifications.BeginAsync(pass.File, stop)));
        builder.Services.AddHostedService(services => services.GetRequiredService<RunLoop>());
        if (server is not null)
            builder.Services.AddHostedService(_ => server);
        using var host = builder.Build();
        var loop = host.Services.GetRequiredService<RunLoop>();
        await host.RunAsync(context.Stop);
        await runs.EndAsync();
        await notifications.EndAsync();
        return loop.Result;
    }
}
