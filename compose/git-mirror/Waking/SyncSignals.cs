using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace RegistryJanitor.GitMirror.Waking;

/// <summary>SIGHUP and SIGUSR1 ask for every mirror.</summary>
internal sealed class SyncSignals : IDisposable
{
    // Not one of PosixSignal's own; a number above zero is the system's, here Linux'.
    private const PosixSignal Usr1 = (PosixSignal)10;

    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Hears them from now on.</summary>
    public SyncSignals(SyncRequests requests, ILogger log) => _registrations =
    [
        .. new[] { (Signal: PosixSignal.SIGHUP, Name: "SIGHUP"), (Signal: Usr1, Name: "SIGUSR1") }.Select(one => PosixSignalRegistration.Create(one.Signal, context =>
        {
            context.Cancel = true; // or it would end the process
            Log.Signalled(log, one.Name);
            requests.AskForAll("signal");
        })),
    ];

    /// <inheritdoc />
    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());
}
