namespace RegistryJanitor.Collection;

/// <summary>What the registry's own collector says when it is asked, not told.</summary>
public abstract record CollectorAnswer
{
    private CollectorAnswer()
    {
    }

    /// <summary>These blobs, no manifest of any repository names.</summary>
    public sealed record Unreferenced(IReadOnlyList<Digest> Blobs) : CollectorAnswer;

    /// <summary>It failed or could not be started.</summary>
    /// <param name="Sentence">What it said, or the cause and the cure.</param>
    public sealed record Failed(string Sentence) : CollectorAnswer;
}
