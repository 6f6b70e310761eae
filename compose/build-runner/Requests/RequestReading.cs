namespace RegistryJanitor.BuildRunner.Requests;

/// <summary>What came of reading a request.</summary>
public abstract record RequestReading
{
    private RequestReading()
    {
    }

    /// <summary>It can be worked on.</summary>
    /// <param name="Request">In types.</param>
    public sealed record Valid(BuildRequest Request) : RequestReading;

    /// <summary>It cannot.</summary>
    /// <param name="Mistakes">All of them, each a sentence that names key, cause and cure, without its stop.</param>
    public sealed record Mistaken(IReadOnlyList<string> Mistakes) : RequestReading;
}
