using System.Reflection;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror;
using RegistryJanitor.GitMirror.Commands;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Credentials;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Repositories;

if (Askpass.IsAsked)
    return Askpass.Answer(args);

var reader = SettingsReader.FromEnvironment(MirrorSettings.Prefixes);
var settings = MirrorSettings.Read(reader);
var version = typeof(MirrorPass).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

return (int)(args switch
{
    ["--help" or "-h" or "help"] => Say(Help.Text),
    ["--version"] => Say(version),
    [] or ["--once" or "--dry-run", ..] or ["status" or "health"] or ["audit", ..] when reader.Errors() is [_, ..] errors => Refuse(errors),
    [] or ["--once" or "--dry-run", ..] or ["status"] when settings.Forge is null && MirrorList.Read(settings.List, settings.Rules).Mistakes is [_, ..] mistakes => Refuse(mistakes),
    [] or ["--once" or "--dry-run", ..] when settings.Access.CredentialsFile is { } file && CredentialFile.Read(file).Mistakes is [_, ..] mistakes => Refuse(mistakes),
    [] => await PassCommand.RunAsync(settings, version, once: false, accept: null),
    ["--once"] => await PassCommand.RunAsync(settings, version, once: true, accept: null),
    ["--once", "--accept", var name] when Mirrors().Any(mirror => mirror.Name.Value.Equals(name, StringComparison.Ordinal)) => await PassCommand.RunAsync(settings, version, once: true, name),
    ["--once", "--accept", var name] => Refuse([$"'{name}' is no mirror of {settings.Forge?.Source ?? settings.List}"]),
    ["--dry-run"] => await DryRunCommand.RunAsync(settings, Console.Out),
    ["audit", .. var words] => await AuditCommand.RunAsync(settings, words, TimeProvider.System, Console.Out, Console.Error),
    ["status"] => Status(),
    ["health"] => Health(),
    _ => Refuse([$"'{string.Join(' ', args)}' is no command; the commands are --once [--accept NAME], --dry-run, audit [--repair KINDS] [--json], status, health, --version and --help, and settings come from the environment"]),
});

static ExitCode Say(string text, ExitCode code = ExitCode.Success)
{
    Console.Out.WriteLine(text);
    return code;
}

static ExitCode Refuse(IReadOnlyList<string> errors)
{
    foreach (var error in errors)
        Console.Error.WriteLine($"git-mirror: {Printable.Line(error)}");
    return ExitCode.Usage;
}

ExitCode Status()
{
    var known = MirrorSource.Known(settings);
    var result = StatusTable.Write(known.Mirrors, new MirrorLayout(settings.DataDirectory), TimeProvider.System.GetUtcNow(), Console.Out);
    StatusTable.Write(known.Unready, Console.Out);
    return result;
}

ExitCode Health()
{
    var verdict = MirrorHealth.Ask(settings, TimeProvider.System.GetUtcNow());
    return Say(verdict.Sentence, verdict.Healthy ? ExitCode.Success : ExitCode.Failed);
}

IReadOnlyList<Mirror> Mirrors() => MirrorSource.Known(settings).Mirrors;
