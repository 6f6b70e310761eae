using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle;
using RegistryJanitor.Lifecycle.Commands;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Credentials;

var (line, fault) = CommandLine.Read(args);
if (fault is not null)
    return (int)Refuse([fault]);

var reader = SettingsReader.FromEnvironment(LifecycleSettings.Prefixes);
var settings = LifecycleSettings.Read(reader, line, Environment.CurrentDirectory);
var credentials = CredentialBook.Read(reader, EnvironmentVariables.OfThisProcess());

return (int)(line.Words switch
{
    ["--help" or "-h" or "help"] => Say(Help.Text),
    ["--version"] => Say(ProgramVersion.Text),
    [] => Refuse([$"no command is named; the commands are {CommandNames.Listed}"]),
    [var name, ..] when CommandNames.WhyNot(name) is { } whyNot => Refuse([whyNot]),
    _ when reader.Errors() is [_, ..] errors => Refuse(errors),
    ["health"] => HealthCommand.Run(settings, TimeProvider.System, Console.Out),
    _ => await RunAsync(line.Words[0], [.. line.Words.Skip(1)]),
});

static ExitCode Say(string text)
{
    Console.Out.WriteLine(text);
    return ExitCode.Success;
}

static ExitCode Refuse(IReadOnlyList<string> errors)
{
    foreach (var error in errors)
        Console.Error.WriteLine($"lifecycle: {Printable.Line(error)}");
    return ExitCode.Usage;
}

async Task<ExitCode> RunAsync(string name, IReadOnlyList<string> words)
{
    var reading = LifecycleFileReader.Read(settings.Configuration, EnvironmentVariables.OfThisProcess(), settings.Registry);
    if (reading.Mistakes.Count > 0)
        return Refuse(reading.Mistakes);
    using var logs = ProcessLog.Create(settings.LogFormat, settings.LogLevel, toStandardError: name is not "daemon");
    using var signals = new StopSignals();
    var context = new CommandContext(settings, reading.File, credentials, TimeProvider.System, logs)
    {
        Version = ProgramVersion.Text,
        Notices = [.. reading.Notices, .. credentials.Notices],
        Stop = signals.Token,
    };
    if (name is not "check")
        TellNotices(context);
    return name switch
    {
        "sync" => await SyncCommand.RunAsync(context, words),
        "build" => await BuildCommand.RunAsync(context, words),
        "builds" => await BuildsCommand.RunAsync(context, words),
        "graph" => await GraphCommand.RunAsync(context, words),
        "rebuild" => await RebuildCommand.RunAsync(context, words),
        "eol" => await EolCommand.RunAsync(context, words),
        "status" => await StatusCommand.RunAsync(context, words),
        "cleanup" => await CleanupCommand.RunAsync(context, words),
        "notify" => await NotifyCommand.RunAsync(context, words),
        "daemon" => await DaemonCommand.RunAsync(context, words),
        _ => CheckCommand.Run(context, words),
    };
}

static void TellNotices(CommandContext context)
{
    var log = context.Logs.CreateLogger("lifecycle");
    foreach (var notice in context.Notices)
        Log.Notice(log, notice);
}
