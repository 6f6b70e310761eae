using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>What came of a copy.</summary>
internal abstract record CopyOutcome
{
    private CopyOutcome(string sentence) => Sentence = sentence;

    /// <summary>For people, without a stop.</summary>
    internal string Sentence { get; }

    /// <summary>It is there and answers whole.</summary>
    /// <param name="Target">What it is at the target.</param>
    /// <param name="Sentence">For people.</param>
    internal sealed record Done(Digest Target, string Sentence) : CopyOutcome(Sentence)
    {
        /// <summary>When the image was made, UTC; null: it does not say.</summary>
        internal DateTimeOffset? Created { get; init; }
    }

    /// <summary>It is not.</summary>
    /// <param name="Sentence">Why.</param>
    internal sealed record Failed(string Sentence) : CopyOutcome(Sentence);

    /// <summary>Not now.</summary>
    /// <param name="Sentence">Why.</param>
    /// <param name="Until">The first run after this goes on, UTC; null: the next.</param>
    internal sealed record PutOff(string Sentence, DateTimeOffset? Until) : CopyOutcome(Sentence);
}
