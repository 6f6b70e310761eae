namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>A repository is no longer what the plan was made of.</summary>
/// <param name="sentence">What, and the cure.</param>
/// <param name="isLoss">Whether a tag that was to stay is gone.</param>
internal sealed class ChangedRepositoryException(string sentence, bool isLoss) : Exception(sentence)
{
    internal bool IsLoss { get; } = isLoss;
}
