namespace RegistryJanitor.Dockerfiles;

/// <summary>A line whose first word is no instruction.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Word">In upper case, at most 100 letters of it.</param>
public sealed record UnknownInstruction(int Line, string Word);
