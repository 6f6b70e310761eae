namespace RegistryJanitor.GitMirror;

/// <summary>Why a mirror is not like its upstream. Each has a code that never changes, a sentence of cause and a sentence of cure.</summary>
/// <param name="Code">For programs: lower case with hyphens.</param>
/// <param name="Cause">One sentence without its stop.</param>
/// <param name="Cure">One sentence without its stop.</param>
/// <param name="IsTransient">It may pass by itself, and is tried again soon.</param>
public abstract partial record MirrorFault(string Code, string Cause, string Cure, bool IsTransient)
{
    /// <inheritdoc />
    public sealed override string ToString() => $"{Code}: {Cause}; {Cure}.";
}
