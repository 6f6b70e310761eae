using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Credentials;
using RegistryJanitor.GitMirror.Fetching;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Reporting;
using RegistryJanitor.GitMirror.Waking;
using RegistryJanitor.GitMirror.Web;

if (Askpass.IsAsked)
    return Askpass.Answer(args);

var reader = SettingsReader.FromEnvironment(MirrorSettings.Prefixes);
var settings = MirrorSettings.Read(reader);
var version = typeof(MirrorPass).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

return (int)(args switch
{
    ["--help" or "-h" or "help"] => Say(Help.Text),
    ["--version"] => Say(version),
    [] or ["--once" or "--dry-run", ..] or ["status" or "health"] when reader.Errors() is [_, ..] errors => Refuse(errors),
    [] or ["--once" or "--dry-run", ..] or ["status"] when MirrorList.Read(settings.List, settings.Rules).Mistakes is [_, ..] mistakes => Refuse(mistakes),
    [] or ["--once" or "--dry-run", ..] when settings.Access.CredentialsFile is { } file && CredentialFile.Read(file).Mistakes is [_, ..] mistakes => Refuse(mistakes),
    [] => await RunAsync(once: false, accept: null),
    ["--once"] => await RunAsync(once: true, accept: null),
    ["--once", "--accept", var name] when Mirrors().Any(mirror => mirror.Name.Value.Equals(name, StringComparison.Ordinal)) => await RunAsync(once: true, name),
    ["--once", "--accept", var name] => Refuse([$"'{name}' is no mirror of {settings.List}"]),
    ["--dry-run"] => await DryRunAsync(),
    ["status"] => StatusTable.Write(Mirrors(), new MirrorLayout(settings.DataDirectory), TimeProvider.System.GetUtcNow(), Console.Out),
    ["health"] => Health(),
    _ => Refuse([$"'{string.Join(' ', args)}' is no command; the commands are --once [--accept NAME], --dry-run, status, health, --version and --help, and settings come from the environment"]),
});

static ExitCode Say(string text, ExitCode code = ExitCode.Success)
{
    Console.Out.WriteLine(text);
    return code;
}

static ExitCode Refuse(IReadOnlyList<string> errors)
{
    foreach (var error in errors)
        Console.Error.WriteLine($"git-mirror: {error}");
    return ExitCode.Usage;
}

ExitCode Health()
{
    var verdict = MirrorHealth.Ask(settings, TimeProvider.System.GetUtcNow());
    return Say(verdict.Sentence, verdict.Healthy ? ExitCode.Success : ExitCode.Failed);
}

IReadOnlyList<Mirror> Mirrors() => MirrorList.Read(settings.List, settings.Rules).Mirrors;

async Task<ExitCode> DryRunAsync()
{
    using var logs = ProcessLog.Create(settings.LogFormat, settings.LogLevel, toStandardError: true);
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) =>
    {
        pressed.Cancel = true;
        stop.Cancel();
    };
    var log = logs.CreateLogger("git-mirror");
    var credentials = new CredentialSource(settings.Access.CredentialsFile, log);
    _ = credentials.Reread();
    return await new DryRun(new MirrorTools(settings, credentials.Book, forge: null, TimeProvider.System, log)).WriteAsync(Mirrors(), Console.Out, stop.Token);
}

async Task<ExitCode> RunAsync(bool once, string? accept)
{
    using var logs = ProcessLog.Create(settings.LogFormat, settings.LogLevel, toStandardError: false);
    var log = logs.CreateLogger("git-mirror");
    var wakeUp = new WakeUp();
    var requests = new SyncRequests(wakeUp);
    var pass = new MirrorPass(settings, new ListFile(settings.List, settings.Rules), forge: null, once, accept, TimeProvider.System, log) { Requests = requests };
    var reporter = new PassReporter(settings.Reports, () => pass.Report, new MirrorLayout(settings.DataDirectory), log);
    string? whyNot = null;
    using var server = once ? null : new MirrorSite(settings, reporter, requests, TimeProvider.System, log).TryBind(out whyNot);
    if (whyNot is not null)
        return Refuse([whyNot]);
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
    return loop.Result;
}
