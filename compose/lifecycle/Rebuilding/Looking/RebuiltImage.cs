using RegistryJanitor.Lifecycle.Dependencies;
using RegistryJanitor.Lifecycle.Rebuilding.Facts;

namespace RegistryJanitor.Lifecycle.Rebuilding.Looking;

/// <summary>What one look decided about one image, and did.</summary>
/// <param name="Image">Which.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="HasAsked">Whether a request was written.</param>
/// <param name="Sentence">What came of it, or why nothing was done; without an end.</param>
/// <param name="IsTrouble">Whether it was to be asked for and could not be.</param>
/// <param name="Progress">What had come of its newest request before.</param>
public sealed record RebuiltImage(GraphImage Image, RebuildDecision Decision, bool HasAsked, string Sentence, bool IsTrouble, ImageProgress Progress);
