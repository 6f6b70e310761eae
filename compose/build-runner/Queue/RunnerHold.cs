namespace RegistryJanitor.BuildRunner.Queue;

/// <summary>
/// The right to a runner's name; the kernel gives it back when the process dies, however it dies. Whoever has it knows that claims of this name are of an
/// earlier life.
/// </summary>
public sealed class RunnerHold : IDisposable
{
    private readonly FileStream _file;

    private RunnerHold(FileStream file) => _file = file;

    /// <summary>Takes it without waiting; null when another process has it.</summary>
    public static RunnerHold? TryTake(string path)
    {
        try
        {
            // .NET takes an flock for a file that is not shared.
            return new RunnerHold(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken) when (taken is not (DirectoryNotFoundException or FileNotFoundException) && File.Exists(path))
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();
}
