namespace RegistryJanitor.Lifecycle.EndOfLife.Data;

/// <summary>What came of reading a file of data.</summary>
/// <param name="Data">What it says; of no use where there are mistakes.</param>
/// <param name="Text">The file as it is; null: there is none, which is no mistake.</param>
/// <param name="Mistakes">What is wrong with it, each <c>path:line:column: sentence</c>.</param>
public sealed record DataReading(EndOfLifeData Data, string? Text, IReadOnlyList<string> Mistakes);
