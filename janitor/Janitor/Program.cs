using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RegistryJanitor;
using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Reporting;
using RegistryJanitor.Storage;

var reader = SettingsReader.FromEnvironment(JanitorSettings.Prefixes);
var settings = JanitorSettings.Read(reader);
var version = typeof(Pass).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

return (int)(args switch
{
    ["--help" or "-h" or "help"] => Say(Help.Text, ExitCode.Success),
    ["--version"] => Say(version, ExitCode.Success),
    [] or ["plan"] or ["health"] when reader.Errors() is [_, ..] errors => Refuse(errors),
    [] => await RunAsync(),
    ["plan"] => Plan(),
    ["health"] => Health(),
    _ => Refuse([$"'{string.Join(' ', args)}' is no command; the commands are plan, health, --version and --help, and settings come from the environment"]),
});

static ExitCode Say(string text, ExitCode code)
{
    Console.Out.WriteLine(text);
    return code;
}

static ExitCode Refuse(IReadOnlyList<string> errors)
{
    foreach (var error in errors)
        Console.Error.WriteLine($"janitor: {error}");
    return ExitCode.Usage;
}

async Task<ExitCode> RunAsync()
{
    using var logs = ProcessLog.Create(settings.LogFormat, settings.LogLevel, toStandardError: false);
    var log = logs.CreateLogger("janitor");
    var pass = NewPass(log);
    Log.Begins(log, version, settings.DataDirectory, $"keeps the newest {settings.KeepLast} tags of each repository{(settings.DryRun ? ", dry run" : "")}");

    var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
    builder.Services.AddSingleton(logs);
    builder.Services.AddSingleton(services => new RunLoop(
        settings.DryRun ? stop => Task.Run(() => DryRun.Pass(pass, log, stop), stop) : pass.RunAsync,
        new RunLoopSettings(settings.Interval, settings.RunOnce),
        settings.RunOnce ? null : new HealthFile(settings.HealthFile),
        TimeProvider.System,
        services.GetRequiredService<IHostApplicationLifetime>(),
        logs.CreateLogger<RunLoop>()));
    builder.Services.AddHostedService(services => services.GetRequiredService<RunLoop>());
    using var host = builder.Build();
    var loop = host.Services.GetRequiredService<RunLoop>();
    await host.RunAsync();
    return loop.Result;
}

ExitCode Plan()
{
    using var logs = ProcessLog.Create(settings.LogFormat, LogLevel.Warning, toStandardError: true);
    try
    {
        PlanText.Write(NewPass(logs.CreateLogger("janitor")).Preview(CancellationToken.None), Console.Out);
        return ExitCode.Success;
    }
    catch (StoreException missing)
    {
        return Say(missing.Message, ExitCode.Failed);
    }
}

ExitCode Health()
{
    var verdict = HealthCheck.Judge(new HealthFile(settings.HealthFile).Read(), TimeProvider.System.GetUtcNow());
    return Say(verdict.Sentence, verdict.Healthy ? ExitCode.Success : ExitCode.Failed);
}

Pass NewPass(ILogger log) => new(
    settings, new RegistryCollector(settings.RegistryExecutable, settings.RegistryConfiguration, TimeProvider.System, log), TimeProvider.System, log);
