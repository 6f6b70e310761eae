namespace RegistryJanitor.BuildRunner.Engines;

/// <summary>Writes what the commands of an engine read.</summary>
public static class EngineFiles
{
    /// <summary>Writes <see cref="IBuildEngine.Files"/> into the work directory, which exists.</summary>
    /// <exception cref="IOException">One could not be written.</exception>
    public static void Write(IBuildEngine engine, BuildJob job)
    {
        foreach (var (name, text) in engine.Files(job))
            File.WriteAllText(Path.Join(job.WorkDirectory, name), text);
    }
}
