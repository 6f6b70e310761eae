using RegistryJanitor.Dockerfiles.Instructions;

namespace RegistryJanitor.Dockerfiles;

/// <summary>What stands between one FROM and the next.</summary>
/// <param name="From">The instruction that begins it.</param>
/// <param name="Base">What it begins with.</param>
public sealed record DockerfileStage(Instruction From, StageBase Base)
{
    /// <summary>In lower case; null: it has none.</summary>
    public string? Name { get; init; }

    /// <summary>The platform that FROM asks for, with its variables put in; null: none.</summary>
    public string? Platform { get; init; }

    /// <summary>What is in it, in order, without <see cref="From"/>; unknown instructions are left out.</summary>
    public IReadOnlyList<Instruction> Instructions { get; init; } = [];

    /// <summary>The stages that it copies or mounts from, each once.</summary>
    public IReadOnlyList<int> Sources { get; init; } = [];

    /// <summary>Whether the target is built with it.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>Whether it is called so, in whatever case.</summary>
    public bool IsCalled(string name) => name.Equals(Name, StringComparison.OrdinalIgnoreCase);
}
