namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>How images are told apart by end of life.</summary>
/// <param name="Product">As endoflife.date calls it, such as <c>alpine</c> or <c>go</c>.</param>
/// <param name="Extract">How the cycle is cut from a tag.</param>
public sealed record CycleRule(string Product, CycleExtraction Extract);
