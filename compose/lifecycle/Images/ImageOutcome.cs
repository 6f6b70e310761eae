namespace RegistryJanitor.Lifecycle.Images;

/// <summary>What came of one image.</summary>
/// <param name="Name">Of the image.</param>
/// <param name="Sentence">What was done and why, or what is wrong; without a stop.</param>
/// <param name="IsTrouble">Whether something is wrong.</param>
public sealed record ImageOutcome(string Name, string Sentence, bool IsTrouble);
