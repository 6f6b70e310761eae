namespace RegistryJanitor.Daemon;

/// <summary>What came of reading a health file.</summary>
public abstract record HealthReading
{
    private HealthReading()
    {
    }

    /// <summary>The file holds a record.</summary>
    /// <param name="Record">That record.</param>
    public sealed record Found(HealthRecord Record) : HealthReading;

    /// <summary>There is no such file: no pass has begun, or the path is another process's.</summary>
    /// <param name="Sentence">Names the path.</param>
    public sealed record Missing(string Sentence) : HealthReading;

    /// <summary>The file is there and cannot be read or understood.</summary>
    /// <param name="Sentence">Names the path and the cause.</param>
    public sealed record Unreadable(string Sentence) : HealthReading;
}
