using RegistryJanitor.Dockerfiles.Instructions;

namespace RegistryJanitor.Dockerfiles.Stages;

/// <summary>A stage of which nobody has looked yet what its names mean.</summary>
/// <param name="From">The instruction that begins it.</param>
/// <param name="Image">Its variables put in: an image or a stage.</param>
/// <param name="Platform">The same; null: none is asked for.</param>
/// <param name="Name">In lower case; null: it has none.</param>
internal sealed record StageDraft(Instruction From, string Image, string? Platform, string? Name)
{
    /// <summary>What is in it; it grows while it is read.</summary>
    internal List<Instruction> Instructions { get; } = [];
}
