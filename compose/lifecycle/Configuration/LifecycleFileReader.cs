namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>Reads <c>lifecycle.yaml</c>.</summary>
public static class LifecycleFileReader
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">It, absolute.</param>
    /// <param name="environment">What <c>$NAME</c> and <c>${NAME}</c> stand for.</param>
    public static LifecycleReading Read(string path, IReadOnlyDictionary<string, string> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return new LifecycleReading(new LifecycleFile { Location = path }, [], []);
    }
}
