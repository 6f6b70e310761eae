namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>A request cannot be built, and no build was begun.</summary>
/// <param name="sentence">What, why, and what to do; without its stop.</param>
public sealed class ContextRefusedException(string sentence) : Exception(sentence);
