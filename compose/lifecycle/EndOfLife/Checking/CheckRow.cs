using RegistryJanitor.Lifecycle.EndOfLife.Judging;

namespace RegistryJanitor.Lifecycle.EndOfLife.Checking;

/// <summary>An image and what is to be said of it.</summary>
/// <param name="Image">It.</param>
/// <param name="Verdict">What; null: it is not watched.</param>
public sealed record CheckRow(WatchedImage Image, EndOfLifeVerdict? Verdict);
