namespace RegistryJanitor.Dockerfiles.Instructions;

/// <summary>The instructions of a text.</summary>
/// <param name="Escape"><c>\</c> or <c>`</c>.</param>
/// <param name="Instructions">Those that are known, in order.</param>
/// <param name="Unknown">The others.</param>
internal sealed record DockerfileSource(char Escape, IReadOnlyList<Instruction> Instructions, IReadOnlyList<UnknownInstruction> Unknown);
