namespace RegistryJanitor.BuildRunner.Engines;

/// <summary>Why an engine did not build.</summary>
/// <param name="Class">One of the words of <see cref="EngineWords"/>, for programs.</param>
/// <param name="Cause">What is the matter, without a stop.</param>
/// <param name="Cure">What to do, without a stop.</param>
public sealed record EngineFault(string Class, string Cause, string Cure)
{
    /// <summary>Both in one sentence.</summary>
    public override string ToString() => $"{Cause}; {Cure}";
}
