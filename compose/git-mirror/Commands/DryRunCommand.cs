using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Credentials;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Listing;

namespace RegistryJanitor.GitMirror.Commands;

/// <summary><c>git-mirror --dry-run</c>: <see cref="DryRun"/> over what the source lists now.</summary>
public static class DryRunCommand
{
    /// <summary>Runs it.</summary>
    public static async Task<ExitCode> RunAsync(MirrorSettings settings, TextWriter output)
    {
        using var logs = ProcessLog.Create(settings.LogFormat, settings.LogLevel, toStandardError: true);
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        var log = logs.CreateLogger("git-mirror");
        var forge = settings.Forge is { } named ? Forge.Open(named, TimeProvider.System) : null;
        var credentials = new CredentialSource(settings.Access.CredentialsFile, settings.Forge, log);
        var unread = credentials.Reread();
        try
        {
            var listing = await MirrorSource.Of(settings, forge, TimeProvider.System).ListAsync(stop.Token);
            foreach (var project in listing.Unready)
                await output.WriteLineAsync($"{Printable.Line(project.Path)}\n  {Printable.Line($"{project.Fault}")}");
            var exit = await new DryRun(new MirrorTools(settings, credentials, forge, TimeProvider.System, log)).WriteAsync(listing.Mirrors, output, stop.Token);
            return unread.Count > 0 || listing.Stale is not null ? ExitCode.Failed : exit;
        }
        catch (ListingException none)
        {
            Log.ListMissing(log, none.Sentences[0]);
            return ExitCode.Failed;
        }
    }
}
