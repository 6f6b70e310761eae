namespace RegistryJanitor.Tests.Support;

/// <summary>One change of a store.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Verb">Which of the four.</param>
/// <param name="Path">What is changed.</param>
/// <param name="To">Where a rename leads.</param>
internal sealed record Operation(int Number, Verb Verb, string Path, string? To = null);
