namespace RegistryJanitor.GitMirror.State;

/// <summary>A ref that a destination did not take.</summary>
/// <param name="Ref">Its full name.</param>
/// <param name="Fault">Why.</param>
public sealed record RefusedRef(string Ref, FaultRecord Fault);
