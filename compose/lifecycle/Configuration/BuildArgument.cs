namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>A build argument.</summary>
/// <param name="Name">Letters, digits and <c>_</c>.</param>
/// <param name="Value">Any text, also none.</param>
public sealed record BuildArgument(string Name, string Value);
