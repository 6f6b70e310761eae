using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using RegistryJanitor.BuildRunner;
using RegistryJanitor.BuildRunner.Builds;
using RegistryJanitor.BuildRunner.Commands;
using RegistryJanitor.BuildRunner.Reporting;
using RegistryJanitor.BuildRunner.Verification;
using RegistryJanitor.Daemon;

var reader = SettingsReader.FromEnvironment(RunnerSettings.Prefixes);
var settings = RunnerSettings.Read(reader);
var version = typeof(RunnerPass).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

return (int)(args switch
{
    ["--help" or "-h" or "help"] => Say(Help.Text),
    ["--version"] => Say(version),
    [] or ["--once" or "status" or "health"] or ["enqueue" or "logs", ..] when reader.Errors() is [_, ..] errors => Refuse(errors),
    [] => await RunAsync(once: false),
    ["--once"] => await RunAsync(once: true),
    ["enqueue", .. var words] => await EnqueueCommand.RunAsync(
        settings.Layout, words, new MirrorRevision(settings.MirrorsDirectory, "git", TimeProvider.System), TimeProvider.System, Console.Out, Console.Error),
    ["status"] => StatusTable.Write(settings.Layout, TimeProvider.System.GetUtcNow(), Console.Out),
    ["logs", var id] => await LogsAsync(id, follow: false),
    ["logs", var id, "-f"] => await LogsAsync(id, follow: true),
    ["logs", "-f", var id] => await LogsAsync(id, follow: true),
    ["health"] => Health(),
    _ => Refuse([$"'{string.Join(' ', args)}' is no command; the commands are --once, enqueue, status, logs ID [-f], health, --version and --help, and settings come from the environment"]),
});

static ExitCode Say(string text, ExitCode code = ExitCode.Success)
{
    Console.Out.WriteLine(text);
    return code;
}

static ExitCode Refuse(IReadOnlyList<string> errors)
{
    foreach (var error in errors)
        Console.Error.WriteLine($"build-runner: {error}");
    return ExitCode.Usage;
}

async Task<ExitCode> RunAsync(bool once)
{
    using var http = PushVerifier.Client();
    using var logs = ProcessLog.Create(settings.LogFormat, settings.LogLevel, toStandardError: false);
    var (parts, fault) = await RunnerParts.OfAsync(settings, http, TimeProvider.System, logs.CreateLogger("build-runner"), CancellationToken.None);
    return parts is not null ? await RunCommand.RunAsync(settings, parts, version, once) : Refuse([$"BUILD_ENGINE={settings.Engines!.Engine} cannot be used: {fault}"]);
}

async Task<ExitCode> LogsAsync(string id, bool follow)
{
    using var stop = new CancellationTokenSource();
    // As process 1 of a container nobody ends us but ourselves.
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    await using var output = Console.OpenStandardOutput();
    try
    {
        return await LogsCommand.RunAsync(settings.Layout, id, follow, TimeProvider.System, output, Console.Error, stop.Token);
    }
    catch (OperationCanceledException)
    {
        return ExitCode.Success;
    }

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.Cancel();
    }
}

ExitCode Health()
{
    var verdict = RunnerHealth.Ask(settings, TimeProvider.System.GetUtcNow());
    return Say(verdict.Sentence, verdict.Healthy ? ExitCode.Success : ExitCode.Failed);
}
