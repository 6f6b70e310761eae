namespace RegistryJanitor.Dockerfiles.Lines;

/// <summary>A line with those that continue it.</summary>
/// <param name="Number">Of the first, from 1.</param>
/// <param name="Text">Joined, without what joined them; not empty.</param>
internal sealed record LogicalLine(int Number, string Text);
