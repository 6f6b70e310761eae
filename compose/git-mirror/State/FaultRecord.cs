namespace RegistryJanitor.GitMirror.State;

/// <summary>A <see cref="MirrorFault"/> as it stands in a state file.</summary>
/// <param name="Code">Never changes its meaning.</param>
/// <param name="Cause">One sentence without its stop.</param>
/// <param name="Cure">One sentence without its stop.</param>
public sealed record FaultRecord(string Code, string Cause, string Cure)
{
    /// <summary>The record of a fault.</summary>
    public static FaultRecord Of(MirrorFault fault) => new(fault.Code, fault.Cause, fault.Cure);
}
