using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RegistryJanitor;
using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Reporting;
using RegistryJanitor.Status;
using RegistryJanitor.Storage;
using RegistryJanitor.Usage;

var reader = SettingsReader.FromEnvironment(JanitorSettings.Prefixes);
var settings = JanitorSettings.Read(reader);
var version = typeof(Pass).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

return (int)(args switch
{
    ["--help" or "-h" or "help"] => Commands.Say(Help.Text),
    ["--version"] => Commands.Say(version),
    [] or ["plan" or "check" or "health" or "trash" or "restore" or "verify" or "ls", ..] when reader.Errors() is [_, ..] errors => Refuse(errors),
    [] => await RunAsync(),
    ["plan", .. var words] when PlanOptions.TryParse(words, out var plan) => await PlanCommand.RunAsync((log, entering) => NewPass(log, entering), settings, plan, TimeProvider.System),
    ["ls", .. var words] when ListOptions.TryParse(words, out var list) => ListCommand.Run(settings, list, TimeProvider.System),
    ["verify", .. var words] when VerifyOptions.TryParse(words, out var verify) => await Commands.VerifyAsync(settings, verify, TimeProvider.System),
    ["trash"] => Commands.Trash(settings, TimeProvider.System),
    ["restore", var name] => await RestoreAsync(name, force: false),
    ["restore", var name, "--force"] => await RestoreAsync(name, force: true),
    ["restore", "--force", var name] => await RestoreAsync(name, force: true),
    ["check"] => Commands.Check(settings),
    ["health"] => Commands.Health(settings.HealthFile, TimeProvider.System),
    _ => Refuse([$"'{string.Join(' ', args)}' is no command; the commands are plan [--json] [--sizes] [REPOSITORY...], ls [--by size|age|tags|name] [--json] [REPOSITORY...], check, verify [--deep] [--json], trash, restore REPOSITORY:TAG [--force], health, --version and --help, and settings come from the environment"]),
});

static ExitCode Refuse(IReadOnlyList<string> errors)
{
    foreach (var error in errors)
        Console.Error.WriteLine($"janitor: {error}");
    return ExitCode.Usage;
}

async Task<ExitCode> RestoreAsync(string text, bool force)
{
    if (!TagName.TryParse(text, out var name))
        return Refuse([$"'{text}' is no tag of a repository; write it like team/app:v1"]);
    using var logs = ProcessLog.Create(settings.LogFormat, settings.LogLevel, toStandardError: true);
    return await RestoreCommand.RunAsync(name, force, settings, TimeProvider.System, logs.CreateLogger("janitor"));
}

async Task<ExitCode> RunAsync()
{
    // Names of temporary files and the log's identifiers come from it; without it the first of them would end the process without a word.
    if (!File.Exists("/dev/urandom"))
        return Refuse(["/dev/urandom is missing; give the container or the root directory its devices"]);

    using var logs = ProcessLog.Create(settings.LogFormat, settings.LogLevel, toStandardError: false);
    var log = logs.CreateLogger("janitor");
    var policy = $"{RetentionText.OneLine(settings)}{(settings.DryRun ? ", dry run" : "")}";
    var reporter = new PassReporter(settings, version, MeasureAsync, TimeProvider.System, log);
    var pass = NewPass(log, reporting: reporter.Take);
    string? whyNot = null;
    using var server = settings.RunOnce ? null : StatusHost.TryBind(settings, version, policy, reporter, NewPass(NullLogger.Instance), log, out whyNot);
    if (whyNot is not null)
        return Refuse([whyNot]);
    Log.Begins(log, version, settings.DataDirectory, policy);

    var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
    builder.Services.AddSingleton(logs);
    builder.Services.AddSingleton(services => new RunLoop(
        settings.DryRun ? stop => Task.Run(() => DryRun.RunAsync(pass, log, stop, reporter.Take), stop) : pass.RunAsync,
        new RunLoopSettings(settings.Interval, settings.RunOnce),
        settings.RunOnce ? null : new HealthFile(settings.HealthFile),
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
    return loop.Result;
}

Pass NewPass(ILogger log, Action<PassPhase>? entering = null, Action<PassAccount>? reporting = null) => new(
    settings, new RegistryCollector(settings.RegistryExecutable, settings.RegistryConfiguration, TimeProvider.System, log), TimeProvider.System, log)
{
    Entering = entering ?? (_ => { }),
    Reporting = reporting ?? (_ => { }),
};

// Counted for the page and the metrics alone: a look at every blob.
Task<StoreUsage?> MeasureAsync(CancellationToken stop) => settings.HttpEndPoint is null
    ? Task.FromResult<StoreUsage?>(null)
    : Task.Run(StoreUsage? () => new UsageReader(new StorageLayout(settings.DataDirectory), settings.Parallelism) { WithTags = false }
        .Read(TimeProvider.System.GetUtcNow(), _ => { }, stop).Usage, stop);
