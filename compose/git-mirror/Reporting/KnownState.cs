using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Repositories;
using RegistryJanitor.GitMirror.State;

namespace RegistryJanitor.GitMirror.Reporting;

/// <summary>Mirrors' states for whoever shows them.</summary>
internal static class KnownState
{
    /// <summary>The state of a mirror; one that cannot be read is itself a fault. Null: it was never tried.</summary>
    public static MirrorState? Of(Mirror mirror, MirrorLayout layout)
    {
        try
        {
            return StateFile.Read(layout.State(mirror.Name));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            var fault = new MirrorFault.DataUnwritable(unreadable.Message);
            return new MirrorState { Mirror = mirror.Name.Value, Upstream = $"{mirror.Upstream}", Outcome = "failed", Reason = "", TriedAt = default, Fault = FaultRecord.Of(fault) };
        }
    }
}
