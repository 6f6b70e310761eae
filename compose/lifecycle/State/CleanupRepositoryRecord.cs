namespace RegistryJanitor.Lifecycle.State;

/// <summary>What the last run did about a repository.</summary>
/// <param name="Repository">Registry and repository.</param>
public sealed record CleanupRepositoryRecord(string Repository)
{
    /// <summary><c>ok</c>, <c>failed</c>, or <c>refused</c> for what is not cleanup's to clean.</summary>
    public string Result { get; init; } = "";

    /// <summary>That in a sentence; empty: there is no more to say.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>Tags that it had.</summary>
    public int Tags { get; init; }

    /// <summary>Tags that went.</summary>
    public int Removed { get; init; }
}
