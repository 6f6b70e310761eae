namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>What stands between one FROM and the next.</summary>
/// <param name="From">The instruction.</param>
/// <param name="Image">Expanded, as it is written: an image or a stage.</param>
/// <param name="Platform">Expanded; null: none is asked for.</param>
/// <param name="Name">In lower case; null: it has none.</param>
internal sealed record DockerfileStage(DockerfileInstruction From, string Image, string? Platform, string? Name)
{
    /// <summary>What is in it.</summary>
    internal List<DockerfileInstruction> Instructions { get; } = [];

    internal bool IsCalled(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}
