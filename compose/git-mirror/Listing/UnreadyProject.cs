namespace RegistryJanitor.GitMirror.Listing;

/// <summary>A project of the forge that says nothing of an upstream, or nothing that can be used. It concerns nobody else.</summary>
/// <param name="Path">With its namespaces.</param>
/// <param name="Fault">Why.</param>
public sealed record UnreadyProject(string Path, MirrorFault Fault);
