namespace RegistryJanitor.BuildRunner.Engines;

/// <summary>What a build left could not be removed, or it has changed what is ours: the next build could not be trusted.</summary>
/// <param name="sentence">What, and what to do; without its stop.</param>
public sealed class UncleanException(string sentence) : Exception(sentence);
