using Microsoft.Extensions.Logging;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Credentials;
using RegistryJanitor.GitMirror.Fetching;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Git;
using RegistryJanitor.GitMirror.Maintenance;
using RegistryJanitor.GitMirror.Pushing;
using RegistryJanitor.GitMirror.Repositories;

namespace RegistryJanitor.GitMirror;

/// <summary>What works on mirrors, put together: a pass and a dry run use the same.</summary>
/// <param name="settings">How.</param>
/// <param name="credentials">Who we are to the other sides.</param>
/// <param name="forge">The API of the destinations; null: none is known.</param>
/// <param name="clock">For limits and moments.</param>
/// <param name="log">For what happens.</param>
public sealed class MirrorTools(MirrorSettings settings, CredentialSource credentials, IForge? forge, TimeProvider clock, ILogger log)
{
    /// <summary>Knows the files.</summary>
    public MirrorLayout Layout { get; } = new(settings.DataDirectory);

    /// <summary>Makes a mirror like its upstream.</summary>
    public MirrorFetch Fetch => new(Git(credentials.ForUpstreams), new AddressPin(settings.Rules), settings, clock) { Logger = log };

    /// <summary>Makes a destination like its mirror.</summary>
    public MirrorPush Push => new(Git(credentials.ForDestinations), settings, forge, clock);

    /// <summary>Checks and repacks.</summary>
    public RepositoryMaintenance Maintenance => new(Git(CredentialBook.Empty), Layout, settings, clock, log);

    /// <summary>A mirror on the disk.</summary>
    public MirrorRepository Repository(Mirror mirror) => new(Layout.Repository(mirror.Name), Git(CredentialBook.Empty));

    /// <summary>One mirror's turn.</summary>
    /// <param name="reason">Why it has it.</param>
    public MirrorTurn Turn(string reason) => new(
        Fetch, new PushTurn(Push, Repository, settings.Push.Believed, clock, log), Layout, reason, clock, log);

    private GitExecutable Git(CredentialBook book) =>
        new(settings.GitExecutable, Layout.Home, settings.Rules, settings.Limits, clock, log) { Credentials = book, Ssh = settings.Access.Ssh };
}
