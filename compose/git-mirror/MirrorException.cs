namespace RegistryJanitor.GitMirror;

/// <summary>One mirror cannot go on. It is caught where mirrors are told apart, so that the others do.</summary>
/// <param name="fault">Why.</param>
public sealed class MirrorException(MirrorFault fault) : Exception(fault.ToString())
{
    /// <summary>Why.</summary>
    public MirrorFault Fault { get; } = fault;
}
