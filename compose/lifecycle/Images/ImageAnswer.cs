namespace RegistryJanitor.Lifecycle.Images;

/// <summary>What came of asking for an image.</summary>
/// <param name="Sentence">What was done, or why nothing was; without a stop.</param>
/// <param name="HasAsked">Whether a request was written, or would have been.</param>
public sealed record ImageAnswer(string Sentence, bool HasAsked);
