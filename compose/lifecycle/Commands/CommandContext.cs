using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Credentials;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>What every command works with.</summary>
/// <param name="Settings">What the environment says.</param>
/// <param name="File">What the file says, without mistakes.</param>
/// <param name="Credentials">Who we are to registries.</param>
/// <param name="Clock">For moments and limits.</param>
/// <param name="Logs">The log; on standard error, but for the daemon's.</param>
public sealed record CommandContext(LifecycleSettings Settings, LifecycleFile File, CredentialBook Credentials, TimeProvider Clock, ILoggerFactory Logs)
{
    /// <summary>Of this program.</summary>
    public string Version { get; init; } = "";

    /// <summary>What is set and has no effect: keys of imglife's, half a login.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Where the answer goes.</summary>
    public TextWriter Output { get; init; } = Console.Out;

    /// <summary>Where refusals go.</summary>
    public TextWriter Error { get; init; } = Console.Error;

    /// <summary>SIGTERM or Ctrl+C.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Refuses what was asked, in one sentence.</summary>
    public ExitCode Refuse(string sentence)
    {
        Error.WriteLine($"lifecycle: {Printable.Line(sentence)}");
        return ExitCode.Usage;
    }
}
